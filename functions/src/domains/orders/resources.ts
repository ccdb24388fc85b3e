import { Id } from '../../platform/ids.ts';
import { resource } from '../../platform/resource.ts';
import { Order } from './order.ts';
import { orders } from './repo.ts';

export const orderResources = [
  resource({
    name: 'orders',
    domain: 'orders',
    singular: 'order',
    summary: 'orders, whatever became of them',
    collection: orders,
    schema: Order,
    permission: 'orders.read',
    filters: { open: Order.shape.open, status: Order.shape.status, shopId: Id, service: Order.shape.service, source: Order.shape.source },
    sorts: { '-placedAt': 'placedAt', dueAt: 'dueAt', updatedAt: 'updatedAt' },
  }),
];
