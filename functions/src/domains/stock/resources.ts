import { Id } from '../../platform/ids.ts';
import { resource } from '../../platform/resource.ts';
import { StockCount } from './count.ts';
import { StockLevel } from './level.ts';
import { StockMovement } from './movement.ts';
import { counts, levels, movements } from './repo.ts';

const domain = 'stock';
const permission = 'stock.read';

export const stockResources = [
  resource({
    name: 'stock',
    domain,
    singular: 'stockItem',
    summary: 'items in stock, by shop',
    collection: levels,
    schema: StockLevel,
    permission,
    filters: { shopId: Id, key: Id, kind: StockLevel.shape.kind, low: StockLevel.shape.low },
    sorts: { name: 'name' },
  }),
  resource({
    name: 'stockMovements',
    domain,
    singular: 'stockMovement',
    idField: 'movementId',
    summary: 'every change of what is in stock',
    collection: movements,
    schema: StockMovement,
    permission,
    filters: { shopId: Id, reason: StockMovement.shape.reason },
    sorts: { '-at': 'at' },
  }),
  resource({
    name: 'stockCounts',
    domain,
    singular: 'stockCount',
    idField: 'countId',
    summary: 'sessions in which the stock is counted',
    collection: counts,
    schema: StockCount,
    permission,
    filters: { shopId: Id, status: StockCount.shape.status },
    sorts: { '-createdAt': 'createdAt' },
  }),
];
