import { InvalidArgumentError } from 'commander';

/** True for the URL of a server, and for a path alone: that is what is not hashed. */
export function isBaseUrl(text: string): boolean {
  return text.startsWith('/') || (/^https?:\/\/[^/]/i.test(text) && URL.canParse(text));
}

/** For `--base-url`. */
export function parseBaseUrl(text: string): string {
  if (isBaseUrl(text)) return text;
  throw new InvalidArgumentError('Write it as https://app.example.com/path, or as /path alone.');
}
