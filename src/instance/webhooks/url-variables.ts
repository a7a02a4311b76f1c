import type { UrlVariables } from './message.ts';

/**
 * Puts values into the `${…}` of a webhook's URL, encoded for wherever they stand; names that the event does not have
 * become empty.
 */
export function fillUrlVariables(url: string, variables: UrlVariables): string {
  return url.replace(/\$\{([^{}]*)\}/g, (_, name: string) =>
    Object.hasOwn(variables, name) ? encodeURIComponent(variables[name] ?? '') : '',
  );
}
