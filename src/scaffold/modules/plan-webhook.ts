import type { WebhookEvent } from '../../catalog/webhook-events.ts';
import { UsageError } from '../../core/errors.ts';
import { stringAt } from '../../core/json.ts';
import { nameOf } from '../../lint/wording.ts';
import { completePlan } from './complete-plan.ts';
import { pathOf } from './descriptor-facts.ts';
import type { ModulePlan, ModuleRequest, ProjectFiles, ProjectLayout } from './module-plan.ts';
import { draftRoute, obstacleOf, type RouteDraft } from './plan-route.ts';
import { checkModuleKey, firstFree, kebab } from './route-names.ts';
import { useless } from './useless.ts';
import { readEvent, warningsOf } from './webhook-event.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/**
 * Plans a webhook. Events that are about the same thing (issues, comments) go to one URL: where the descriptor has it,
 * the entry alone is new.
 * @throws UsageError when it is refused
 */
export function planWebhook(
  project: ProjectFiles,
  layout: ProjectLayout,
  request: ModuleRequest,
): ModulePlan {
  if (request.key !== undefined) checkModuleKey(request.key);
  if (request.name !== undefined) throw useless('webhooks', '--name', 'name');
  if (request.location !== undefined) throw useless('webhooks', '--location', 'location');
  const event = readEvent(request.event, request.product);
  const workspace = openWorkspace(project, layout);
  refuseSecond(event, workspace);
  const draft = chooseRoute(event, request, workspace);
  return completePlan(
    {
      type: 'webhooks',
      product: request.product,
      key: undefined,
      entry: { event: event.name, url: urlOf(draft, event, request.product) },
      routes: [draft],
      scopes: [event.requiredScope],
      warnings: warningsOf(event),
    },
    workspace,
  );
}

/** Bodies of Confluence do not name their event: where several events come to one route, the URL of each later one does. */
function urlOf({ route }: RouteDraft, { name }: WebhookEvent, product: ModuleRequest['product']): string {
  if (product !== 'confluence' || !route.isShared) return route.path;
  return `${route.path}?event=${encodeURIComponent(name)}`;
}

/** Every delivery would come twice. One with a filter is another one: it lets only some through. */
function refuseSecond({ name }: WebhookEvent, { facts, layout }: Workspace): void {
  const same = facts.modules.find(
    ({ type, value }) => type === 'webhooks' && value['event'] === name && value['filter'] === undefined,
  );
  if (same === undefined) return;
  const url = stringAt(same.value, 'url') ?? '';
  throw new UsageError('webhook-exists', `${name} is sent to ${url} already: see ${nameOf(same.pointer)}.`, {
    where: layout.descriptor,
    nextSteps: ['Name another event with --event: connect-kit webhook list'],
  });
}

function chooseRoute(event: WebhookEvent, request: ModuleRequest, workspace: Workspace): RouteDraft {
  const base = request.key ?? kebab(event.group.replace(/\(.*\)/, ''));
  const shared = findShared(base, request, workspace);
  if (shared !== undefined) {
    const { route } = toDraft(shared, event, request, { ...workspace, layout: withoutRecipes(workspace) });
    return { route: { ...route, isShared: true }, files: new Map() };
  }
  const draft = (name: string) => toDraft(name, event, request, workspace);
  if (request.key === undefined) {
    const isFree = (name: string) => obstacleOf(draft(name), workspace) === undefined;
    const ofProduct = workspace.hasOtherDescriptor ? [`${request.product}-${base}`] : [];
    return draft(firstFree([base, ...ofProduct], isFree));
  }
  const obstacle = obstacleOf(draft(base), workspace);
  if (obstacle === undefined) return draft(base);
  throw new UsageError('key-taken', obstacle, {
    where: '--key',
    nextSteps: ['Choose another key, or leave it out: then a free one is taken.'],
  });
}

/** Of the names that a route for `base` may have been given, the one that the descriptor has. */
function findShared(base: string, { key, product }: ModuleRequest, { facts }: Workspace): string | undefined {
  const pattern = key === undefined ? new RegExp(`^(?:${product}-)?${base}(?:-\\d+)?$`) : undefined;
  const names = facts.modules
    .filter(({ type }) => type === 'webhooks')
    .flatMap(
      ({ value }) => /^\/webhooks\/([a-z0-9-]+)$/.exec(pathOf(stringAt(value, 'url') ?? ''))?.[1] ?? [],
    );
  return names.find((name) => pattern?.test(name) ?? name === kebab(base));
}

function withoutRecipes({ layout }: Workspace): ProjectLayout {
  return { ...layout, recipes: undefined };
}

function pathFor(name: string): string {
  return `/webhooks/${kebab(name)}`;
}

function toDraft(
  name: string,
  event: WebhookEvent,
  { product }: ModuleRequest,
  workspace: Workspace,
): RouteDraft {
  return draftRoute(
    {
      type: 'webhooks',
      product,
      sample: { kind: 'webhook', about: 'none' },
      name: `on-${name}`,
      path: pathFor(name),
      moduleKey: `on-${kebab(name)}`,
      event: event.name,
    },
    workspace,
  );
}
