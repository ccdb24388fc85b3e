/** The catalogue: what a shop offers, when, and to whom. */
export { type Category } from './category.ts';
export { followOrganisation } from './follow-organisation.ts';
export { likelyProducts, productsOf, type CatalogueExtract } from './known-products.ts';
export { localTime, type LocalTime } from './local-time.ts';
export { assertTakesOrder, isOpen } from './opening.ts';
export { leastChoices, type Option, type OptionGroup } from './option-group.ts';
export { MOST_OF_ONE, optionStockKey, Product, ServiceForm, type BundlePart } from './product.ts';
export { shopRef } from './repo.ts';
export { PaymentMoment, serviceOf, Shop } from './shop.ts';
export { AvailabilityWindows, isWithinAny, TimeOfDay } from './window.ts';
