import type { ModuleType } from '../../catalog/modules.ts';
import { SCOPES_OF_MODULES, type Scope } from '../../catalog/scopes.ts';
import { UsageError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { nameOf, quote } from '../../lint/wording.ts';
import { problemOfName, titleFor } from '../names.ts';
import { completePlan } from './complete-plan.ts';
import { firstKeyOf, ownerOfKey } from './descriptor-facts.ts';
import type { AddedModule, ModulePlan, ModuleRequest, ProjectFiles, ProjectLayout } from './module-plan.ts';
import { draftRoute, obstacleOf, type RouteDraft } from './plan-route.ts';
import { type Route, SUBJECT_QUERIES } from './route.ts';
import { checkModuleKey, exportNameOf, fileNameOf, firstFree } from './route-names.ts';
import { ICON_URL, type ModuleSample, type ReferenceSample } from './sample.ts';
import { sampleOf } from './samples/samples.ts';
import { useless } from './useless.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Names of one module that fit into the project. */
interface Names {
  readonly key: string;
  readonly routes: readonly RouteDraft[];
}

/**
 * Plans any module but a webhook.
 * @throws UsageError when it is refused
 */
export function planEntry(
  project: ProjectFiles,
  layout: ProjectLayout,
  request: ModuleRequest,
  sample: ModuleSample,
): ModulePlan {
  if (request.key !== undefined) checkModuleKey(request.key);
  checkName(request.name);
  const companions = planCompanions(project, layout, request, sample);
  const workspace = openWorkspace(companions.project, layout);
  const { key, routes } = chooseNames(request, sample, workspace);
  const byRole = new Map(routes.map(({ route }, at) => [sample.routes[at]?.role ?? '', route]));
  const routeOf = (role = '') => required(byRole.get(role), `${request.type} has no route "${role}"`);
  const entry = sample.entry({
    key,
    name: request.name?.trim() ?? defaultName(key, request, sample, layout),
    addonName: layout.addonName,
    product: request.product,
    exportName: exportNameOf(fileNameOf(key)),
    iconUrl: ICON_URL,
    homeUrl: workspace.facts.homeUrl,
    location: request.location,
    path: (role) => routeOf(role).path,
    url: (role) => urlOf(routeOf(role)),
    reference: (role) => companions.keys.get(role),
  });
  checkUse(request, entry);
  const draft = {
    type: request.type,
    product: request.product,
    key,
    entry,
    routes,
    scopes: scopesOf(request.type, routes),
    warnings: [],
  };
  const plan = completePlan(draft, workspace);
  return {
    ...plan,
    changed: new Map([...companions.changed, ...plan.changed]),
    companions: companions.added,
    scopes: [...companions.scopes, ...plan.scopes],
    routes: [...plan.routes, ...companions.routes],
  };
}

function checkName(name: string | undefined): void {
  const problem = name === undefined ? undefined : problemOfName(name);
  if (problem !== undefined) throw new UsageError('invalid-answer', problem, { where: '--name' });
}

/** @throws UsageError for what was said and has no place in the entry */
function checkUse({ type, location, name }: ModuleRequest, entry: JsonObject): void {
  if (location !== undefined && entry['location'] !== location) {
    throw useless(type, '--location', 'location that could be chosen');
  }
  const shown = name === undefined ? '' : JSON.stringify(name.trim()).slice(1, -1);
  if (!JSON.stringify(entry).includes(shown)) throw useless(type, '--name', 'name that people see');
}

/** What the routes of recipes read from the product, and what the module itself takes. */
function scopesOf(type: ModuleType, routes: readonly RouteDraft[]): readonly Scope[] {
  const ofTypes: Readonly<Partial<Record<ModuleType, Scope>>> = SCOPES_OF_MODULES;
  const reads = routes.some(({ route, files }) => route.about !== 'none' && files.size > 0);
  return [...(reads ? (['READ'] as const) : []), ...(ofTypes[type] === undefined ? [] : [ofTypes[type]])];
}

function urlOf({ path, about }: Route): string {
  const query = SUBJECT_QUERIES[about];
  return query === '' ? path : `${path}?${query}`;
}

/** The add-on's own name where the type has none; another key, or a number behind it, shows in the name. */
function defaultName(
  key: string,
  { key: asked }: ModuleRequest,
  { key: usual, name, isKeyGlobal }: ModuleSample,
  { addonName }: ProjectLayout,
): string {
  if (asked !== undefined) return titleFor(key.toLowerCase());
  const base = name ?? addonName;
  const number = /-(\d+)$/.exec(key)?.[1];
  return key === usual || isKeyGlobal === true || number === undefined ? base : `${base} ${number}`;
}

function chooseNames(request: ModuleRequest, sample: ModuleSample, workspace: Workspace): Names {
  const { key: asked } = request;
  if (asked !== undefined) {
    const names = draftNames(asked, asked, request, sample, workspace);
    const obstacle = obstacleOfNames(names, workspace);
    if (obstacle === undefined) return names;
    throw new UsageError('key-taken', obstacle, {
      where: '--key',
      nextSteps: ['Choose another key, or leave it out: then a free one is taken.'],
    });
  }
  const toNames = (route: string) =>
    draftNames(keyFor(route, sample, workspace), route, request, sample, workspace);
  // Where the two descriptors of a project have the same kind of module, the second one says which product it is for.
  const isOfOther =
    workspace.hasOtherDescriptor &&
    ownerOfKey(workspace.facts, keyFor(sample.key, sample, workspace)) === undefined;
  const bases = [sample.key, ...(isOfOther ? [`${request.product}-${sample.key}`] : [])];
  return toNames(firstFree(bases, (base) => obstacleOfNames(toNames(base), workspace) === undefined));
}

function keyFor(route: string, { isKeyGlobal }: ModuleSample, { facts: { shortKey } }: Workspace): string {
  const prefix = shortKey.replace(/[^a-zA-Z0-9-]+/g, '-').slice(0, 60);
  return isKeyGlobal === true && /[a-zA-Z0-9]/.test(prefix) ? `${prefix}-${route}` : route;
}

function draftNames(
  key: string,
  base: string,
  { type, product, location }: ModuleRequest,
  sample: ModuleSample,
  workspace: Workspace,
): Names {
  const routes = sample.routes.map(({ aboutAt, ...route }) =>
    draftRoute(
      {
        type,
        product,
        sample:
          location === undefined || aboutAt === undefined ? route : { ...route, about: aboutAt(location) },
        name: route.role === undefined ? base : `${base}-${route.role}`,
        moduleKey: key,
        event: type,
      },
      workspace,
    ),
  );
  return { key, routes };
}

function obstacleOfNames({ key, routes }: Names, workspace: Workspace): string | undefined {
  const owner = ownerOfKey(workspace.facts, key);
  if (owner !== undefined) return `The key ${quote(key)} is taken already, by ${nameOf(owner.pointer)}.`;
  return routes.map((draft) => obstacleOf(draft, workspace)).find((obstacle) => obstacle !== undefined);
}

interface Companions {
  /** The project with them. */
  readonly project: ProjectFiles;
  /** Keys by the role of the reference. */
  readonly keys: ReadonlyMap<string, string>;
  readonly changed: ProjectFiles;
  readonly added: readonly AddedModule[];
  readonly scopes: ModulePlan['scopes'];
  readonly routes: ModulePlan['routes'];
}

/** What the entry refers to: modules that are there, or new ones. */
function planCompanions(
  project: ProjectFiles,
  layout: ProjectLayout,
  request: ModuleRequest,
  { key, references = [] }: ModuleSample,
): Companions {
  let result: Companions = {
    project,
    keys: new Map(),
    changed: new Map(),
    added: [],
    scopes: [],
    routes: [],
  };
  for (const reference of references) {
    const { facts } = openWorkspace(result.project, layout);
    const existing = firstKeyOf(facts, reference.targets);
    if (existing !== undefined)
      result = { ...result, keys: new Map([...result.keys, [reference.role, existing]]) };
    else if (reference.otherwise !== undefined) {
      result = addCompanion(result, layout, request, reference, reference.otherwise, request.key ?? key);
    }
  }
  return result;
}

function addCompanion(
  before: Companions,
  layout: ProjectLayout,
  { product }: ModuleRequest,
  { role }: ReferenceSample,
  { type, sample = required(sampleOf(type, product), `${type} has no sample`), suffix }: Otherwise,
  owner: string,
): Companions {
  const named = suffix === undefined ? sample : { ...sample, key: `${owner}-${suffix}` };
  const plan = planEntry(before.project, layout, { type, product }, named);
  const key = required(plan.key, `${type} has no key`);
  return {
    project: new Map([...before.project, ...plan.changed]),
    keys: new Map([...before.keys, [role, key]]),
    changed: new Map([...before.changed, ...plan.changed]),
    added: [...before.added, { type, key }, ...plan.companions],
    scopes: [...before.scopes, ...plan.scopes],
    routes: [...before.routes, ...plan.routes],
  };
}

type Otherwise = NonNullable<ReferenceSample['otherwise']>;

/** @throws Error where a sample contradicts itself: a bug */
function required<Value>(value: Value | undefined, problem: string): Value {
  if (value === undefined) throw new Error(problem);
  return value;
}
