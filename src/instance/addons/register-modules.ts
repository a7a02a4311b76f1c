import { isModuleType, MODULES } from '../../catalog/modules.ts';
import { isRecord, type JsonObject, stringAt } from '../../core/json.ts';
import { lintDescriptor } from '../../lint/lint-descriptor.ts';
import { type DynamicModule, type DynamicModules, moduleKeysOf } from './dynamic-modules.ts';
import { declaredOf, type Installation } from './installation.ts';

/** Of one add-on in one product. */
const MAX_DYNAMIC_MODULES = 100;

/** Why modules were not registered. */
export class ModulesRefused extends Error {
  override readonly name = 'ModulesRefused';
}

/**
 * Registers modules, from a body that has the form of a descriptor's `modules`: checked with the linter's schemas and with
 * the keys that are taken.
 * @throws {ModulesRefused} when one of them will not do: none is registered then
 */
export async function registerModules(
  body: unknown,
  installation: Installation,
  dynamicModules: DynamicModules,
): Promise<void> {
  if (!isRecord(body)) throw new ModulesRefused('The body must be an object of lists of modules.');
  const modules = Object.entries(body).flatMap(([type, list]) => readList(type, list));
  await checkForm(body, installation);
  // From here on nothing waits, so no other registration comes in between.
  const { product, descriptor } = installation;
  const known = dynamicModules.list(product, descriptor.key);
  checkKeys(
    modules.map(({ key }) => key),
    [...moduleKeysOf(declaredOf(installation)), ...known.map(({ key }) => key)],
    descriptor.key,
  );
  if (known.length + modules.length > MAX_DYNAMIC_MODULES) {
    throw new ModulesRefused(
      `At most ${MAX_DYNAMIC_MODULES} modules can be registered; ${known.length} are, and ${modules.length} would be added.`,
    );
  }
  dynamicModules.add(product, descriptor.key, modules);
}

function readList(type: string, list: unknown): readonly DynamicModule[] {
  if (!isModuleType(type)) throw new ModulesRefused(`${type} is no type of module.`);
  if (MODULES[type].container !== 'list' || !Array.isArray(list)) {
    throw new ModulesRefused(`${type} cannot be registered: only lists of modules can.`);
  }
  return list.map((module: unknown) => {
    const key = stringAt(module, 'key');
    if (!isJsonObject(module) || key === undefined)
      throw new ModulesRefused(`A module in ${type} has no key.`);
    return { type, key, body: module };
  });
}

/** What was parsed from JSON holds nothing else. */
function isJsonObject(value: unknown): value is JsonObject {
  return isRecord(value);
}

async function checkForm(modules: unknown, installation: Installation): Promise<void> {
  const { product } = installation;
  const text = JSON.stringify({ ...declaredOf(installation), modules });
  const { diagnostics } = await lintDescriptor(text, { product, report: 'refusals' });
  const finding = diagnostics.find(({ severity }) => severity === 'error');
  if (finding === undefined) return;
  throw new ModulesRefused(`${finding.pointer.replace(/^\/modules/, '')}: ${finding.message}`);
}

/** @see Atlassian's OpenAPI file of Jira, which shows the message for keys that are taken */
function checkKeys(keys: readonly string[], taken: readonly string[], addonKey: string): void {
  const clashing = keys.filter((key, index) => taken.includes(key) || keys.indexOf(key) !== index);
  if (clashing.length === 0) return;
  throw new ModulesRefused(
    `The app with key '${addonKey}' declares multiple modules with the following keys: ${[...new Set(clashing)].join(', ')}`,
  );
}
