import { InvalidArgumentError } from 'commander';

/** Reads the value of `--port`. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 takes a free one.');
  }
  return port;
}
