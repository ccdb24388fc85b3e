/** How much further to the right a place of the generated code stands than the map says. */
type Shift = (line: number, column: number) => number;
export function keepOwnMappings(file: string, shift: Shift): Promise<void>;
export function filterMappings(mappings: string, keep: readonly boolean[], shift?: Shift): string;
