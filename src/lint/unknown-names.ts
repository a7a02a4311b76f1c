import { BITBUCKET_MODULE_ALIASES } from '../catalog/bitbucket.ts';
import { isModuleType, MODULES, type ModuleKind, RETIRED_MODULES } from '../catalog/modules.ts';
import { type DescriptorProduct, PRODUCT_NAMES } from '../catalog/products.ts';
import { isRecord } from '../core/json.ts';
import { closest } from '../core/suggest.ts';
import type { FixPlan } from './fix-plan.ts';
import { ignoresUnknown, propertiesOf, requiredOf } from './read-schema.ts';
import { suggestProperty } from './reduce-errors.ts';
import type { SchemaError } from './schema-error.ts';
import { planRename, sameInOtherCase } from './schema-fixes.ts';
import type { SchemaDescription } from './schema-rules.ts';
import { capitalize, didYouMean, nameOf } from './wording.ts';

/** What only the root of a descriptor has; texts of people, as `name` and `description`, are too common to tell. */
const ROOT_PROPERTIES: ReadonlySet<string> = new Set([
  'apiMigrations',
  'apiVersion',
  'authentication',
  'baseUrl',
  'enableLicensing',
  'links',
  'regionBaseUrls',
  'scopes',
  'vendor',
]);

/** A name below `modules` that the product does not know. */
export function describeUnknownModule(
  error: SchemaError,
  product: DescriptorProduct | undefined,
): SchemaDescription {
  const key = error.property ?? '';
  const retired: Readonly<Record<string, ModuleKind>> = RETIRED_MODULES;
  const finding = { ruleId: 'modules/unknown', severity: 'error', key } as const;
  if (ROOT_PROPERTIES.has(key) || (isModuleType(key) && MODULES[key].container === 'root')) {
    return { ...finding, message: `${key} is no module.`, hint: `Move "${key}" out of "modules".` };
  }
  if (isModuleType(key)) {
    const [owner] = MODULES[key].products;
    const other = product === undefined ? '' : `: ${PRODUCT_NAMES[product]} does not know it`;
    return {
      ...finding,
      message: `${key} is a module of ${PRODUCT_NAMES[owner]}${other}.`,
      hint: 'A descriptor serves one product. Use --product to say which.',
    };
  }
  if (Object.hasOwn(retired, key)) {
    return {
      ruleId: 'modules/retired',
      severity: 'warning',
      key,
      message: `${key} is known from the products of 2016 only.`,
      hint: 'The schemas of today do not have it: check that it still shows, or remove it.',
    };
  }
  const types = propertiesOf(error.schema).filter((type) => !Object.hasOwn(BITBUCKET_MODULE_ALIASES, type));
  const suggestion = { ...didYouMean(closest(key, types)), ...fixCase(error, types) };
  // Where the schema leaves room for module types that it lacks.
  if (ignoresUnknown(error.schema)) {
    return { ...finding, severity: 'warning', message: `No module type "${key}" is known.`, ...suggestion };
  }
  return { ...finding, message: `There is no module type "${key}".`, ...suggestion };
}

/** Renames what differs from a name that is free in upper and lower case only. */
function fixCase(
  { property = '', data, instancePath }: SchemaError,
  known: readonly string[],
): { fix?: FixPlan } {
  const free = known.filter((name) => !(isRecord(data) && Object.hasOwn(data, name)));
  const same = sameInOtherCase(property, free);
  return same === undefined ? {} : { fix: planRename(instancePath, property, same) };
}

/** A property that its schema does not name: refused by the product, or ignored, as the schema's mark says. */
export function describeUnknownProperty(error: SchemaError): SchemaDescription {
  const key = error.property ?? '';
  const suggestion = suggestProperty(error);
  const isIgnored = ignoresUnknown(error.schema);
  const isNeeded = suggestion !== undefined && requiredOf(error.schema).includes(suggestion);
  if (error.instancePath === '' && isModuleType(key) && MODULES[key].container !== 'root') {
    return {
      ruleId: 'schema/unknown-property',
      severity: 'error',
      message: `${key} stands beside "modules": the product ignores it, and the module is shown nowhere.`,
      key,
      hint: `Move "${key}" into "modules".`,
    };
  }
  return {
    ruleId: 'schema/unknown-property',
    severity: isIgnored && !isNeeded ? 'warning' : 'error',
    message: `${capitalize(nameOf(error.instancePath))} has no property "${key}"${isIgnored ? ': the product ignores it' : ''}.`,
    key,
    ...didYouMean(suggestion, isNeeded ? ', which is required' : ''),
    ...fixCase(error, propertiesOf(error.schema)),
  };
}
