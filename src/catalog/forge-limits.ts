import data from '../../schemas/catalog/forge-limits.json' with { type: 'json' };

/** A limit of the Forge manifest on a part of a module: so many characters of a text, or entries of a list. */
export interface ForgeLimit {
  /** Names inside of the module; `*` stands for every entry of a list. */
  readonly path: readonly string[];
  readonly max: number;
}

const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = data.limits;

/**
 * What the Forge manifest limits in modules of a type when they stand below its `connectModules`. Connect itself has
 * none of these limits.
 */
export function forgeLimitsOf(type: string): readonly ForgeLimit[] {
  const limits = Object.hasOwn(LIMITS, type) ? LIMITS[type] : undefined;
  return Object.entries(limits ?? {}).map(([path, max]) => ({ path: path.split('/'), max }));
}
