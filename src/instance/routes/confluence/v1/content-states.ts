import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { SPACE_STATES, type StateName } from '../../../confluence/content-states.ts';
import { contentNotFound, Fault } from '../../../confluence/fault.ts';
import { isoTime } from '../../../confluence/json/common.ts';
import { Expansion } from '../../../confluence/json/expand.ts';
import { contentV1 } from '../../../confluence/json/v1-content.ts';
import { fragment } from '../../../confluence/sql.ts';
import type { Content, Space } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { numberAt, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  checkMayEdit,
  contentOf,
  jsonContext,
  personOf,
  viewer,
} from '../shared.ts';
import { contentExpansion } from './expansion.ts';
import { listV1, pageOf } from './paging.ts';

const LATEST_OWN = 3;

/** How far content is. */
export function addContentStateRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { states, spaces, reader } = confluence;

  app.get('/content/:id/state', (c) => c.json(stateOf(contentWithStatus(c))));

  app.put('/content/:id/state', async (c) => {
    const input = await readRecord(c);
    const content = edited(c);
    const actor = personOf(c, deps).accountId;
    const id = numberAt(input, 'id');
    const name = stringAt(input, 'name');
    const color = stringAt(input, 'color');
    if (id === undefined && (name === undefined || color === undefined))
      throw new Fault('invalid', 'A content state needs an id, or a name and a color.');
    return confluence.transaction(() => {
      const state = id === undefined ? states.named(actor, name ?? '', color ?? '') : states.byId(actor, id);
      return c.json(stateOf(states.set(content, state, actor)));
    });
  });

  app.delete('/content/:id/state', (c) =>
    c.json(stateOf(states.set(edited(c), undefined, personOf(c, deps).accountId))),
  );

  app.get('/content/:id/state/available', (c) => {
    checkMayEdit(c, deps, contentOf(c, deps));
    const own = states.madeBy(personOf(c, deps).accountId, LATEST_OWN);
    return c.json({ spaceContentStates: SPACE_STATES, customContentStates: own });
  });

  app.get('/content-states', (c) => c.json(states.madeBy(personOf(c, deps).accountId)));

  app.get('/space/:spaceKey/state', (c) => {
    spaceOf(c);
    return c.json(SPACE_STATES);
  });

  app.get('/space/:spaceKey/state/settings', (c) => {
    checkMayAdminister(c, deps, spaceOf(c));
    return c.json({
      contentStatesAllowed: true,
      customContentStatesAllowed: true,
      spaceContentStatesAllowed: true,
      spaceContentStates: SPACE_STATES,
    });
  });

  app.get('/space/:spaceKey/state/content', (c) => {
    const query = new Query(c);
    const space = spaceOf(c);
    const [id] = query.ids('state-id') ?? [];
    if (id === undefined) throw new Fault('invalid', 'The state-id is required.');
    const page = pageOf(query);
    const expand = contentExpansion(c, query, Expansion.parse([]));
    const condition = fragment("json_extract(c.detail, '$.state.id') = ?", id);
    const found = reader.list(
      viewer(c, deps),
      { types: ['page', 'blogpost'], statuses: ['current'], spaceIds: [space.id], condition },
      { column: 'id', isDescending: false },
      { limit: page.limit, offset: page.start },
    );
    return c.json(listV1(c, host, page, found, (one) => contentV1(one, expand, jsonContext(c, deps))));
  });

  function edited(c: ConfluenceRequest): Content {
    const content = contentWithStatus(c);
    checkMayEdit(c, deps, content);
    return content;
  }

  /** The draft, or what was published. */
  function contentWithStatus(c: ConfluenceRequest): Content {
    const status = new Query(c).oneOf('status', ['current', 'draft', 'archived']) ?? 'current';
    const content = contentOf(c, deps);
    if ((content.status === 'draft') !== (status === 'draft') || content.status === 'trashed')
      throw contentNotFound(content.id);
    return content;
  }

  function spaceOf(c: ConfluenceRequest): Space {
    return spaces.byKey(viewer(c, deps), c.req.param('spaceKey') ?? '');
  }
}

function stateOf({ detail: { state }, version }: Content) {
  const written = (one: StateName) => ({ id: one.id, name: one.name, color: one.color });
  return {
    contentState: state === undefined ? null : written(state),
    lastUpdated: isoTime(state?.setAt ?? version.created),
  };
}
