export const heavy = 1_000_003;
