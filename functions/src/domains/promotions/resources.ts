import { resource } from '../../platform/resource.ts';
import { Promotion } from './promotion.ts';
import { promotions } from './repo.ts';

export const promotionResources = [
  resource({
    name: 'promotions',
    domain: 'promotions',
    singular: 'promotion',
    idField: 'code',
    summary: 'promo codes and how often they are used',
    collection: promotions,
    schema: Promotion,
    permission: 'promotions.read',
    filters: { active: Promotion.shape.active },
    sorts: { '-createdAt': 'createdAt' },
  }),
];
