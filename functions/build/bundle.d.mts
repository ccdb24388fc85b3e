export function bundleAll(options: { src: string; entry: string; out: string | undefined }): Promise<{ metafile: object }>;
export function exportNames(entry: string): Promise<string[]>;
