/** Stock: what there is, what is promised, and why it changed. */
export { applyFlips, type Stocking } from './change-levels.ts';
export { StockLevel } from './level.ts';
export { StockMovement, StockReservation } from './movement.ts';
export { RecipeLine, RecipeLines } from './recipe.ts';
export { type Availability, levelRef, soldOutIn } from './repo.ts';
export { putBack, release, releasePart, reserve, take, type Demand, type Goods, type Shortage } from './reserve.ts';
export { linkConsumers, openStock, type Consumer } from './uses.ts';
export { Measure, ONE_PIECE, StockUnit } from './unit.ts';
