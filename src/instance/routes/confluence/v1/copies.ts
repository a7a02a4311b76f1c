import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import type { CopyOptions } from '../../../confluence/copies.ts';
import { Fault } from '../../../confluence/fault.ts';
import { contentV1 } from '../../../confluence/json/v1-content.ts';
import type { LongTask } from '../../../confluence/long-tasks.ts';
import { type Content, TREE_TYPES } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { flagAt, idAt, type JsonRecord, readRecord, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayCreate,
  checkMayDelete,
  checkMayEdit,
  contentOf,
  jsonContext,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { readBody } from './content-input.ts';
import { contentExpansion } from './expansion.ts';

/** Copies of pages, and whole trees of them. */
export function addCopyRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { confluence } = deps;
  const { copies, reader, spaces, writer } = confluence;

  app.post('/content/:id/copy', async (c) => {
    const input = await readRecord(c);
    const query = new Query(c);
    const expand = contentExpansion(c, query);
    const source = pageOf(c);
    const destination = recordAt(input, 'destination');
    const type = stringAt(destination, 'type');
    const value = idAt(destination, 'value');
    if (type === undefined || value === undefined)
      throw new Fault('invalid', 'The destination needs a type and a value.');
    const copy = confluence.transaction(() => copyTo(c, source, type, value, input));
    return c.json(contentV1(copy, expand, jsonContext(c, deps)));
  });

  app.post('/content/:id/pagehierarchy/copy', async (c) => {
    const input = await readRecord(c);
    const source = pageOf(c);
    const id = idAt(input, 'destinationPageId');
    if (id === undefined) throw new Fault('invalid', 'The destinationPageId is required.');
    const destination = treePlace(c, id);
    checkMayCreate(c, deps, 'page', destination.spaceId);
    const titles = recordAt(input, 'titleOptions');
    const text = (name: string) => stringAt(titles, name) ?? '';
    const options = { prefix: text('prefix'), search: text('search'), replace: text('replace') };
    return accepted(c, copies.copyTree(viewer(c, deps), source, destination, options, readOptions(input)));
  });

  app.delete('/content/:id/pageTree', (c) => {
    const root = pageOf(c);
    if (root.status !== 'current')
      throw new Fault('invalid', 'Only current pages can be deleted with their tree.');
    checkMayDelete(c, deps, root);
    return accepted(c, copies.deleteTree(viewer(c, deps), root));
  });

  function copyTo(
    c: ConfluenceRequest,
    source: Content,
    type: string,
    value: string,
    input: JsonRecord,
  ): Content {
    const actor = personOf(c, deps).accountId;
    const options = readOptions(input);
    const body = readBody(input);
    const title = stringAt(input, 'pageTitle');
    if (type === 'existing_page') {
      const target = reader.get(viewer(c, deps), readId(value, 'destination'));
      if (target.type !== 'page') throw new Fault('invalid', 'The destination is no page.');
      checkMayEdit(c, deps, target);
      const changed = writer.update(target, { title, body: body ?? reader.body(source) }, actor);
      copies.addTo(changed, source, options, actor);
      return changed;
    }
    const place = newPlace(c, type, value);
    checkMayCreate(c, deps, 'page', place.spaceId);
    return copies.copy(source, { ...place, title: title ?? source.title }, options, actor, body);
  }

  function newPlace(c: ConfluenceRequest, type: string, value: string) {
    if (type === 'space') return { spaceId: spaces.byKey(viewer(c, deps), value).id, parentId: null };
    if (type !== 'parent_page')
      throw new Fault('invalid', 'The type of the destination must be space, parent_page or existing_page.');
    const { id, spaceId } = treePlace(c, value);
    return { spaceId, parentId: id };
  }

  function treePlace(c: ConfluenceRequest, id: string): Content {
    const place = reader.get(viewer(c, deps), readId(id, 'destination'));
    if (TREE_TYPES.some((one) => one === place.type)) return place;
    throw new Fault('invalid', 'The destination is nothing that pages stand below.');
  }

  function pageOf(c: ConfluenceRequest): Content {
    const page = contentOf(c, deps);
    if (page.type !== 'page')
      throw new Fault('invalid', 'Only pages can be copied, and deleted with their tree.');
    return page;
  }
}

function accepted(c: ConfluenceRequest, { id }: LongTask): Response {
  return c.json({ id, links: { status: `/rest/api/longtask/${id}` } }, 202);
}

/** Nothing is copied along that is not asked for. */
function readOptions(input: JsonRecord): CopyOptions {
  const flag = (name: string) => flagAt(input, name) ?? false;
  return {
    attachments: flag('copyAttachments'),
    permissions: flag('copyPermissions'),
    properties: flag('copyProperties'),
    labels: flag('copyLabels'),
    customContents: flag('copyCustomContents'),
  };
}
