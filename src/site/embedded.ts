/** The name of the dev instance where sites are named; `embedded:acme` is one of its sites. */
export const EMBEDDED = 'embedded';

/** The name of a site of the dev instance, empty for its first one; undefined for what names no such site. */
export function embeddedNameIn(name: string): string | undefined {
  if (name === EMBEDDED) return '';
  return name.startsWith(`${EMBEDDED}:`) ? name.slice(EMBEDDED.length + 1) : undefined;
}
