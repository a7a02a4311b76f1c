import schema from '../../schemas/template.json' with { type: 'json' };
import { messageOf, UsageError } from '../core/errors.ts';
import { isRecord, parseJson, stringAt } from '../core/json.ts';
import { checkValue } from '../validate/config/check-value.ts';
import { checkPath } from './plan.ts';
import { printable } from './printable.ts';
import { isProjectProduct, type ProjectProduct } from './products.ts';

export const MANIFEST_FILE = 'template.json';

/** What a project can have besides; the flags of `init` have the same names. */
export const FEATURES = ['act-as-user', 'licensing'] as const;
export type Feature = (typeof FEATURES)[number];

export interface FeatureManifest {
  /** For people who choose. */
  readonly title: string;
  /** Scopes that descriptors get. */
  readonly scopes: readonly string[];
  /** Whether descriptors get `enableLicensing`. */
  readonly licensing: boolean;
}

/** What `template.json` says; `schemas/template.json` describes it. */
export interface TemplateManifest {
  readonly title: string;
  readonly description: string | undefined;
  /** Folders from that of the manifest on. */
  readonly parts: readonly string[];
  /** The default modules of each product, as `--module` takes them. The first product is the default. */
  readonly products: ReadonlyMap<ProjectProduct, readonly string[]>;
  readonly features: ReadonlyMap<Feature, FeatureManifest>;
  readonly moduleIndex: string | undefined;
  readonly nextScript: string | undefined;
}

/**
 * Reads a manifest.
 * @param name how to name the file to a person
 * @throws {UsageError} when it is not what `schemas/template.json` describes
 */
export function parseManifest(text: string, name: string): TemplateManifest {
  const manifest = parse(text, name);
  const [problem] = checkValue(manifest, schema);
  if (problem !== undefined) throw invalid(name, problem.message, problem.hint);
  if (!isRecord(manifest)) throw invalid(name, 'It must be an object.');
  if (manifest['version'] !== 1) {
    throw invalid(name, '/version must be 1.', 'Another version needs another connect-kit.');
  }
  const title = stringAt(manifest, 'title');
  if (title === undefined) throw invalid(name, '/title is missing: what do people choose by?');
  const moduleIndex = stringAt(manifest, 'moduleIndex');
  if (moduleIndex !== undefined) checkPath(moduleIndex);
  return {
    title: printable(title),
    description: stringAt(manifest, 'description'),
    parts: textsAt(manifest, 'parts'),
    products: readProducts(manifest['products']),
    features: readFeatures(manifest['features']),
    moduleIndex,
    nextScript: stringAt(manifest, 'nextScript'),
  };
}

export function isFeature(name: string): name is Feature {
  return FEATURES.some((feature) => feature === name);
}

function parse(text: string, name: string): unknown {
  try {
    return parseJson(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw invalid(name, `This is not JSON: ${messageOf(error)}`);
  }
}

function readProducts(value: unknown): TemplateManifest['products'] {
  const products = new Map<ProjectProduct, readonly string[]>();
  for (const [name, product] of entriesOf(value)) {
    if (isProjectProduct(name)) products.set(name, textsAt(product, 'modules'));
  }
  return products;
}

function readFeatures(value: unknown): TemplateManifest['features'] {
  const features = new Map<Feature, FeatureManifest>();
  for (const [name, feature] of entriesOf(value)) {
    if (!isFeature(name)) continue;
    features.set(name, {
      title: printable(stringAt(feature, 'title') ?? name),
      scopes: textsAt(feature, 'scopes'),
      licensing: isRecord(feature) && feature['licensing'] === true,
    });
  }
  return features;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function textsAt(value: unknown, name: string): readonly string[] {
  const list = isRecord(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}

function invalid(where: string, message: string, hint?: string): UsageError {
  return new UsageError('invalid-template', printable(message), {
    where,
    nextSteps: hint === undefined ? [] : [hint],
  });
}
