import type { Hono } from 'hono';
import type { Representation } from '../../../confluence/body/convert.ts';
import { type CustomType, customType } from '../../../confluence/custom-types.ts';
import { Fault } from '../../../confluence/fault.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JsonRecord, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayCreate,
  checkMayEdit,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { answerList, answerOne, kindOf, written } from './content.ts';
import { missing, optionalId, readBodyV2, readVersion, readWrittenStatus, requiredText } from './input.ts';
import { BLOG_POSTS, CUSTOM_CONTENT, PAGES } from './kinds.ts';
import { removeDocument } from './remove.ts';
import { readSort, type SortName } from './sorting.ts';

const SORTS: readonly SortName[] = ['id', 'created-date', 'modified-date', 'title'];

/** Content of the types that add-ons have added. */
export function addCustomContentRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { confluence } = deps;
  const { writer, reader, spaces } = confluence;
  const kind = CUSTOM_CONTENT;

  app.get('/custom-content', (c) => {
    const query = new Query(c);
    const ids = query.ids('id');
    const spaceIds = query.ids('space-id');
    return list(c, query, {
      ...(ids === undefined ? {} : { ids }),
      ...(spaceIds === undefined ? {} : { spaceIds }),
    });
  });
  for (const container of [PAGES, BLOG_POSTS]) {
    app.get(`/${container.path}/:id/custom-content`, (c) =>
      list(c, new Query(c), { containerId: kindOf(c, deps, container).id }),
    );
  }
  app.get('/spaces/:id/custom-content', (c) => {
    const space = spaces.byId(viewer(c, deps), readId(c.req.param('id'), 'id', 'long'));
    return list(c, new Query(c), { spaceIds: [space.id] });
  });

  app.post('/custom-content', async (c) => {
    const input = await readRecord(c);
    const type = customType(deps.customTypes(), requiredText(input, 'type'));
    const title = requiredText(input, 'title');
    const body = bodyOf(input, type);
    const place = placeOf(c, input);
    checkMayCreate(c, deps, type.name, place.spaceId);
    const content = writer.create(
      {
        type: type.name,
        title,
        status: readWrittenStatus(input),
        body,
        ...place,
        detail: type.bodyType === 'raw' ? { isRaw: true } : {},
      },
      personOf(c, deps).accountId,
    );
    return c.json(written(c, deps, kind, content, type.bodyType), 201);
  });

  app.get('/custom-content/:id', (c) => answerOne(c, deps, kind, kindOf(c, deps, kind)));

  app.put('/custom-content/:id', async (c) => {
    const input = await readRecord(c);
    const content = kindOf(c, deps, kind);
    checkMayEdit(c, deps, content);
    const type = customType(deps.customTypes(), requiredText(input, 'type'));
    if (type.name !== content.type)
      throw new Fault('invalid', 'The type of custom content cannot be changed.');
    const title = requiredText(input, 'title');
    const version = readVersion(input);
    const change = { ...version, title, body: bodyOf(input, type), status: readWrittenStatus(input) };
    const changed = writer.update(content, change, personOf(c, deps).accountId);
    return c.json(written(c, deps, kind, changed, type.bodyType));
  });

  app.delete('/custom-content/:id', (c) => {
    removeDocument(c, deps, kindOf(c, deps, kind), new Query(c).flag('purge'), false);
    return c.body(null, 204);
  });

  function list(
    c: ConfluenceRequest,
    query: Query,
    filter: { ids?: readonly number[]; spaceIds?: readonly number[]; containerId?: number },
  ): Response {
    const type = query.text('type');
    if (type === undefined) throw missing('type');
    const all = {
      types: [customType(deps.customTypes(), type).name],
      statuses: ['current'] as const,
      ...filter,
    };
    return answerList(c, deps, kind, query, all, readSort(query, SORTS));
  }

  /** At content, or else in a space. */
  function placeOf(c: ConfluenceRequest, input: JsonRecord) {
    for (const name of ['pageId', 'blogPostId', 'customContentId']) {
      const id = optionalId(input, name);
      if (id !== undefined) {
        const container = reader.get(viewer(c, deps), id);
        return { spaceId: container.spaceId, containerId: container.id };
      }
    }
    const spaceId = optionalId(input, 'spaceId');
    if (spaceId === undefined) throw missing('spaceId');
    return { spaceId: spaces.byId(viewer(c, deps), spaceId).id };
  }
}

function bodyOf(input: JsonRecord, { bodyType }: CustomType): string {
  const forms: readonly Representation[] = bodyType === 'raw' ? ['raw'] : ['storage', 'atlas_doc_format'];
  const body = readBodyV2(input, forms);
  if (body === undefined) throw missing('body');
  return body;
}
