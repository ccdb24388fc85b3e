export function ensureInstalled(folder: string): void;
export function isInstalled(folder: string): boolean;
