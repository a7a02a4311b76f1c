import { isModuleType, MODULES, type ModuleKind } from '../catalog/modules.ts';
import type { DescriptorProduct } from '../catalog/products.ts';
import { isRecord } from '../core/json.ts';
import type { Finding } from './finding.ts';
import { toPointer } from './json-pointer.ts';
import { reduceErrors } from './reduce-errors.ts';
import type { SchemaValidator } from './schema-error.ts';
import { describeError } from './schema-messages.ts';
import type { FindOauthScope } from './unknown-scope.ts';

const VALIDATORS = {
  jira: () => import('./generated/jira.js'),
  confluence: () => import('./generated/confluence.js'),
  bitbucket: () => import('./generated/bitbucket.js'),
  shared: () => import('./generated/shared.js'),
} as const satisfies Record<DescriptorProduct | 'shared', () => Promise<{ validate: SchemaValidator }>>;

/** Nobody reads more; a text made of errors alone would take minutes to describe. */
const MAX_ERRORS = 1000;

export interface SchemaCheck {
  readonly findings: readonly Finding[];
  /** The value with every single module that stands where a list is due put into one. */
  readonly value: unknown;
  /** A finding about that value, with the pointers that it has in the descriptor as it is written. */
  readonly toWritten: (finding: Finding) => Finding;
}

/**
 * The schema step: shape of the descriptor, names and kinds of its properties.
 * @param product undefined where nothing tells the products apart; if there are modules that neither has, they are
 *   then compared with those of Jira, which has most
 */
export async function checkSchema(
  descriptor: unknown,
  product: DescriptorProduct | undefined,
): Promise<SchemaCheck> {
  const { validate } = await VALIDATORS[chooseValidator(descriptor, product)]();
  const { value, wrapped } = wrapSingleModules(descriptor);
  const errors = validate(value) ? [] : (validate.errors ?? []);
  const context = { product, findOauthScope: await loadOauthScopes(descriptor) };
  const findings = reduceErrors(errors.slice(0, MAX_ERRORS)).flatMap(
    (error) => describeError(error, context) ?? [],
  );
  const unwrap = (pointer: string) => {
    const list = wrapped.find((name) => `${pointer}/`.startsWith(`${name}/0/`));
    return list === undefined ? pointer : `${list}${pointer.slice(`${list}/0`.length)}`;
  };
  const toWritten = (finding: Finding) => movePointers(finding, unwrap);
  return { value, findings: [...wrapped.map(describeSingle), ...findings.map(toWritten)], toWritten };
}

/** The catalogue is read only where a scope looks like one of OAuth 2.0. */
async function loadOauthScopes(descriptor: unknown): Promise<FindOauthScope> {
  const scopes = isRecord(descriptor) ? descriptor['scopes'] : undefined;
  const isForeign = Array.isArray(scopes) && scopes.some((scope) => String(scope).includes(':'));
  if (!isForeign) return () => undefined;
  const { findOauthScope } = await import('../catalog/oauth-scopes.ts');
  return findOauthScope;
}

function movePointers(finding: Finding, move: (pointer: string) => string): Finding {
  const { fix, pointer } = finding;
  if (fix === undefined) return { ...finding, pointer: move(pointer) };
  const changes = fix.changes.map((change) => ({ ...change, pointer: move(change.pointer) }));
  return { ...finding, pointer: move(pointer), fix: { ...fix, changes } };
}

/**
 * Most descriptors for Jira and Confluence have modules that both know and no others: the validator of these is a
 * fraction of the others' size.
 */
function chooseValidator(
  descriptor: unknown,
  product: DescriptorProduct | undefined,
): keyof typeof VALIDATORS {
  if (product === 'bitbucket') return product;
  const modules = isRecord(descriptor) ? descriptor['modules'] : undefined;
  const types = isRecord(modules) ? Object.keys(modules) : [];
  return types.every(isSharedModule) ? 'shared' : (product ?? 'jira');
}

function isSharedModule(type: string): boolean {
  if (!isModuleType(type)) return false;
  const { products, container }: ModuleKind = MODULES[type];
  return products.includes('jira') && products.includes('confluence') && container !== 'root';
}

/**
 * Where a list of modules is due, the host of 2016 took a bare object too, and atlassian-connect-express still does for
 * webhooks. Today's hosts could not be asked, hence a warning and not an error.
 */
function wrapSingleModules(descriptor: unknown): { value: unknown; wrapped: readonly string[] } {
  const modules = isRecord(descriptor) ? descriptor['modules'] : undefined;
  if (!isRecord(descriptor) || !isRecord(modules)) return { value: descriptor, wrapped: [] };
  const isSingle = (type: string, entry: unknown) =>
    isRecord(entry) && isModuleType(type) && MODULES[type].container === 'list';
  const entries = Object.entries(modules);
  const wrapped = entries.filter(([type, entry]) => isSingle(type, entry)).map(([type]) => type);
  if (wrapped.length === 0) return { value: descriptor, wrapped };
  const lists = entries.map(([type, entry]) => [type, wrapped.includes(type) ? [entry] : entry]);
  return {
    value: { ...descriptor, modules: Object.fromEntries(lists) },
    wrapped: wrapped.map((type) => toPointer(['modules', type])),
  };
}

function describeSingle(pointer: string): Finding {
  const type = pointer.slice('/modules/'.length);
  return {
    ruleId: 'schema/single-module',
    severity: 'warning',
    message: `${type} should be a list of modules.`,
    hint: 'Put the object into square brackets.',
    fix: { title: 'Put the object into square brackets', changes: [{ kind: 'wrap', pointer }] },
    pointer,
    at: 'opening',
  };
}
