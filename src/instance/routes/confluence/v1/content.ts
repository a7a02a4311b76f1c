import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { customType } from '../../../confluence/custom-types.ts';
import { contentNotFound, Fault, notEmulated } from '../../../confluence/fault.ts';
import { contentV1 } from '../../../confluence/json/v1-content.ts';
import { CONTENT_STATUSES, type ContentStatus, TREE_TYPES } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRestDeps,
  checkMayCreate,
  contentOf,
  jsonContext,
  personOf,
  viewer,
} from '../shared.ts';
import { readBody, readLabels, readProperties, readStatus, readType } from './content-input.ts';
import { readPlace } from './content-place.ts';
import { contentExpansion } from './expansion.ts';
import { listV1, pageOf } from './paging.ts';

const DAY = 86_400_000;

/** Reading and making content. */
export function addContentRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { reader, writer, spaces, labels, properties } = confluence;

  app.get('/content', (c) => {
    const query = new Query(c);
    const key = query.text('spaceKey');
    const title = query.text('title');
    const space = key === undefined ? undefined : spaces.byKey(viewer(c, deps), key);
    const day = query.text('postingDay');
    const page = pageOf(query);
    const expand = contentExpansion(c, query);
    const found = reader.list(
      viewer(c, deps),
      {
        types: [readType(query.text('type') ?? 'page')],
        statuses: statusesOf(query),
        ...(space === undefined ? {} : { spaceIds: [space.id] }),
        ...(title === undefined ? {} : { title }),
        ...(day === undefined ? {} : dayFilter(day)),
      },
      { column: 'id', isDescending: false },
      { limit: page.limit, offset: page.start },
    );
    return c.json(listV1(c, host, page, found, (one) => contentV1(one, expand, jsonContext(c, deps))));
  });

  app.post('/content', async (c) => {
    const input = await readRecord(c);
    const query = new Query(c);
    const expand = contentExpansion(c, query);
    const actor = personOf(c, deps).accountId;
    const status = readStatus(stringAt(input, 'status') ?? query.text('status') ?? 'current');
    if (status !== 'current' && status !== 'draft')
      throw new Fault('invalid', `Content cannot be created as ${status}.`);
    const type = readType(stringAt(input, 'type'));
    if (type !== 'page' && TREE_TYPES.some((one) => one === type))
      throw notEmulated(`making content of the type ${type} with version 1 of the REST API`);
    if (type === 'attachment') throw new Fault('invalid', 'Attachments are created with child/attachment.');
    if (type.startsWith('ac:')) customType(deps.customTypes(), type);
    const place = readPlace(c, deps, type, input);
    checkMayCreate(c, deps, type, place.ids.spaceId);
    const title = stringAt(input, 'title') ?? place.title;
    const content = confluence.transaction(() => {
      const made = writer.create(
        { type, status, title, body: readBody(input) ?? '', ...place.ids, detail: place.detail },
        actor,
      );
      labels.add(made, readLabels(input) ?? [], actor);
      const owner = { type: 'content', id: made.id } as const;
      for (const property of readProperties(input)) properties.create(owner, property, actor);
      return made;
    });
    return c.json(contentV1(content, expand, jsonContext(c, deps)));
  });

  app.get('/content/:id', (c) => {
    const query = new Query(c);
    const content = contentOf(c, deps);
    const expand = contentExpansion(c, query);
    const version = query.count('version', 0);
    const statuses = query.list('status') ?? ['current', 'archived'];
    const isMeant =
      statuses.includes('any') ||
      statuses.includes(content.status) ||
      (statuses.includes('historical') && version > 0);
    if (!isMeant) throw contentNotFound(content.id);
    if (version > 0 && reader.version(content, version) === undefined) throw contentNotFound(content.id);
    return c.json(contentV1(content, expand, jsonContext(c, deps), version === 0 ? undefined : version));
  });
}

/** `any`, or some; what is current when nothing is said. */
function statusesOf(query: Query): readonly ContentStatus[] {
  const given = query.list('status') ?? ['current'];
  return given.includes('any') ? CONTENT_STATUSES : given.map(readStatus);
}

function dayFilter(day: string) {
  const start = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(start))
    throw new Fault('invalid', `Invalid posting day: ${day}`);
  return { createdFrom: start, createdBefore: start + DAY };
}
