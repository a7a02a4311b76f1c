import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { labelV1 } from '../../../confluence/json/v1-labels.ts';
import { ownerOf } from '../../../confluence/labels.ts';
import type { Content, Space } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { readJson } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  checkMayEdit,
  contentOf,
  personOf,
  viewer,
} from '../shared.ts';
import { readLabel } from './content-input.ts';
import { pageOf, wholeListV1 } from './paging.ts';

/** Labels of content and spaces. */
export function addLabelRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { labels, spaces } = confluence;

  app.get('/content/:id/label', (c) => list(c, contentOf(c, deps)));
  app.post('/content/:id/label', (c) => add(c, () => edited(c)));
  app.delete('/content/:id/label', (c) => remove(c, edited(c), new Query(c).text('name')));
  app.delete('/content/:id/label/:label', (c) => remove(c, edited(c), c.req.param('label')));
  app.get('/space/:spaceKey/label', (c) => list(c, spaceOf(c)));
  app.post('/space/:spaceKey/label', (c) => add(c, () => administered(c)));
  app.delete('/space/:spaceKey/label', (c) => remove(c, administered(c), new Query(c).text('name')));

  function list(c: ConfluenceRequest, labeled: Content | Space): Response {
    const query = new Query(c);
    const all = labels.of(ownerOf(labeled), query.text('prefix'));
    return c.json(wholeListV1(c, host, pageOf(query, 200), all, labelV1));
  }

  /** @param find is asked after the last wait: what is labelled must be as it is now */
  async function add(c: ConfluenceRequest, find: () => Content | Space): Promise<Response> {
    const input = await readJson(c);
    const wanted = (Array.isArray(input) ? input : [input]).map(readLabel);
    const labeled = find();
    labels.add(labeled, wanted, personOf(c, deps).accountId);
    const all = labels.of(ownerOf(labeled));
    return c.json(wholeListV1(c, host, { start: 0, limit: 200 }, all, labelV1));
  }

  function remove(c: ConfluenceRequest, labeled: Content | Space, given: string | undefined): Response {
    if (given === undefined) throw new Fault('invalid', 'The name of a label is required.');
    const [, prefix = 'global', name = ''] = /^(?:(my|team|global|system):)?(.*)$/s.exec(given) ?? [];
    if (!labels.remove(labeled, name, personOf(c, deps).accountId, prefix)) {
      throw new Fault('not-found', `No label found with name: ${given}`);
    }
    return c.body(null, 204);
  }

  function edited(c: ConfluenceRequest): Content {
    const content = contentOf(c, deps);
    checkMayEdit(c, deps, content);
    return content;
  }

  function spaceOf(c: ConfluenceRequest): Space {
    return spaces.byKey(viewer(c, deps), c.req.param('spaceKey') ?? '');
  }

  function administered(c: ConfluenceRequest): Space {
    const space = spaceOf(c);
    checkMayAdminister(c, deps, space);
    return space;
  }
}
