export function buildIfStale(): Promise<string>;
export function copyFreshLib(target: string): Promise<void>;
export function buildInto(options: { src: string; entry: string; out: string }): Promise<void>;
