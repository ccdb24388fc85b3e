export function keepOwnMappings(file: string): Promise<void>;
export function filterMappings(mappings: string, keep: readonly boolean[]): string;
