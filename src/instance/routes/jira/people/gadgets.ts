import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../../core/json.ts';
import type { Dashboard, Gadget, GadgetPosition } from '../../../jira/access/dashboards.ts';
import type { JiraStore } from '../../../jira/jira-store.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JiraContext, type JiraRestDeps, readRecord } from '../shared.ts';
import { findDashboard, findOwnDashboard, MOST_GADGETS } from './dashboard-shared.ts';

const COLORS = ['blue', 'red', 'yellow', 'green', 'cyan', 'purple', 'gray', 'white'];
const COLUMNS = 3;
/** What the plug-in of Jira that runs Connect is called. */
const CONNECT_PLUGIN = 'com.atlassian.plugins.atlassian-connect-plugin';

/** What is on dashboards. */
export function addGadgetRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { dashboards } = store;

  app.get('/dashboard/gadgets', (c) => c.json({ gadgets: available() }));

  app.get('/dashboard/:dashboardId/gadget', (c) => {
    c.set('honoured', ['moduleKey', 'uri', 'gadgetId']);
    const asked = (name: string) => c.req.queries(name) ?? [];
    const [keys, uris, ids] = [asked('moduleKey'), asked('uri'), asked('gadgetId')];
    const isAll = keys.length + uris.length + ids.length === 0;
    const gadgets = dashboards
      .gadgets(findDashboard(c, deps, c.req.param('dashboardId')).id)
      .filter(
        ({ id, moduleKey = '', uri = '' }) =>
          isAll || ids.includes(id) || keys.includes(moduleKey) || uris.includes(uri),
      );
    return c.json({ gadgets: gadgets.map(gadgetJson) });
  });

  app.post('/dashboard/:dashboardId/gadget', async (c) => {
    const body = await readRecord(c);
    const dashboard = findOwnDashboard(c, deps, c.req.param('dashboardId'));
    if (dashboards.gadgets(dashboard.id).length >= MOST_GADGETS) {
      throw jiraError(400, [
        'Cannot add another gadget. The maximum number of gadgets the dashboard can hold has been reached.',
      ]);
    }
    const source = readSource(body);
    const added = dashboards.addGadget(dashboard.id, {
      ...source,
      title: stringAt(body, 'title') ?? source.title,
      color: readColor(body) ?? 'blue',
      position: readPosition(store, body, dashboard) ?? null,
    });
    return c.json(gadgetJson(added));
  });

  app.put('/dashboard/:dashboardId/gadget/:gadgetId', async (c) => {
    const body = await readRecord(c);
    const dashboard = findOwnDashboard(c, deps, c.req.param('dashboardId'));
    const gadget = findGadget(c, dashboard);
    const [title, color] = [stringAt(body, 'title'), readColor(body)];
    const position = readPosition(store, body, dashboard, gadget);
    dashboards.updateGadget(gadget, {
      ...(title === undefined ? {} : { title }),
      ...(color === undefined ? {} : { color }),
      ...(position === undefined ? {} : { position }),
    });
    return c.body(null, 204);
  });

  app.delete('/dashboard/:dashboardId/gadget/:gadgetId', (c) => {
    const dashboard = findOwnDashboard(c, deps, c.req.param('dashboardId'));
    dashboards.removeGadget(findGadget(c, dashboard));
    return c.body(null, 204);
  });

  /** The dashboard items of add-ons: Jira's own gadgets are not emulated. */
  function available() {
    return store.addonModules('jiraDashboardItems').map(({ addonKey, key, name }) => ({
      moduleKey: `${CONNECT_PLUGIN}:${addonKey}__${key}`,
      title: name,
    }));
  }

  function findGadget(c: JiraContext, { id }: Dashboard): Gadget {
    const gadget = dashboards.gadget(id, c.req.param('gadgetId') ?? '');
    if (gadget === undefined) throw jiraError(404, ['The dashboard gadget was not found.']);
    return gadget;
  }

  /** @throws {ProductError} 400 */
  function readSource(body: Readonly<Record<string, unknown>>) {
    const [moduleKey, uri] = [stringAt(body, 'moduleKey'), stringAt(body, 'uri')];
    if ((moduleKey === undefined) === (uri === undefined)) {
      throw jiraError(400, ["Either 'moduleKey' or 'uri' must be provided, and not both."]);
    }
    const found = available().find((one) => one.moduleKey === moduleKey);
    if (found === undefined && body['ignoreUriAndModuleKeyValidation'] !== true) {
      throw jiraError(400, [`There is no gadget '${moduleKey ?? uri ?? ''}'.`]);
    }
    const title = found?.title ?? '';
    return moduleKey === undefined ? { title, uri: uri ?? '' } : { title, moduleKey };
  }
}

/**
 * @param moved the gadget itself, which makes its own column one shorter
 * @throws {ProductError} 400
 */
function readPosition(
  { dashboards }: JiraStore,
  body: Readonly<Record<string, unknown>>,
  { id }: Dashboard,
  moved?: Gadget,
): GadgetPosition | undefined {
  const { position } = body;
  if (position === undefined || position === null) return undefined;
  const [row, column] = isRecord(position) ? [Number(position['row']), Number(position['column'])] : [];
  if (column === undefined || !Number.isInteger(column) || column < 0 || column >= COLUMNS) {
    throw jiraError(400, [
      'The gadget cannot be placed in the selected column. The selected column does not exist on the dashboard.',
    ]);
  }
  const others = dashboards
    .gadgets(id)
    .filter((gadget) => gadget.id !== moved?.id && gadget.position.column === column);
  if (row === undefined || !Number.isInteger(row) || row < 0 || row > others.length) {
    throw jiraError(400, [
      'The gadget cannot be placed in the selected row. The selected row does not exist on the dashboard.',
    ]);
  }
  return { row, column };
}

/** @throws {ProductError} 400 */
function readColor(body: Readonly<Record<string, unknown>>): string | undefined {
  const color = stringAt(body, 'color');
  if (color === undefined || COLORS.includes(color)) return color;
  throw jiraError(400, [`The color must be one of ${COLORS.join(', ')}.`]);
}

function gadgetJson({ id, moduleKey, uri, color, position, title }: Gadget) {
  return {
    id: Number(id),
    ...(moduleKey === undefined ? {} : { moduleKey }),
    ...(uri === undefined ? {} : { uri }),
    color,
    position,
    title,
  };
}
