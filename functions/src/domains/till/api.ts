/** Tills, for the workflows that sell at them. */
export { addTillMovement } from './add-movement.ts';
export { roundedToFive } from './cash-count.ts';
export { TillMovement } from './movement.ts';
export { openSessionOf, tillMovement, tillNamed } from './repo.ts';
export { type Till, TILL_TRANSITIONS, TillSession } from './session.ts';
export { vatPartsOf, type VatPart } from './vat-parts.ts';
