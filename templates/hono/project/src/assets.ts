/** The types of what pages may load. */
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/** The file of `public/` that a path means; undefined for one that leads elsewhere, or to a hidden file. */
export function assetNameOf(path: string): string | undefined {
  return /^\w[\w.-]*(?:\/\w[\w.-]*)*$/.test(path) ? path : undefined;
}

/** Files are the same for everybody: browsers keep them, and ask whether they have changed. */
export function assetHeaders(name: string): Readonly<Record<string, string>> {
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return { 'Content-Type': type, 'Cache-Control': 'no-cache' };
}
