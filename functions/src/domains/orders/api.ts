/** Orders: what was ordered, how it is priced, and where it stands. */
export { PlaceInput, QuoteInput, type Contact } from './cart.ts';
export { expectedAt, presentLoad } from './estimate.ts';
export { orderToken, pageOfOrder } from './link.ts';
export { mailOrder } from './mailing.ts';
export { Order, PlacedOrder } from './order.ts';
export { hasEnded, paymentAfter, paymentOf } from './payment.ts';
export { priceCart, type Pricing, type PricingResult } from './price-cart.ts';
export { lessLines } from './less-lines.ts';
export { CartChange, PricedCart } from './priced-cart.ts';
export { changeOrder, createOrder, hasOrdered, orderById, ORDERS, orderRef, ordersById, unpaidOrders, type NewOrder, type OrderPatch, type StoredOrder } from './repo.ts';
export { contactKeysOf } from './search-keys.ts';
export { ORDER_STEPS, OrderStatus, OrderStep } from './status.ts';
export { stepBy, takeStep, type Stepping } from './step.ts';
