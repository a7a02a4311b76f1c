import type { Hono } from 'hono';
import { fromStorage, readRepresentation } from '../../../confluence/body/convert.ts';
import { findMacro } from '../../../confluence/body/macros.ts';
import { parseStorage } from '../../../confluence/body/storage-tree.ts';
import { contentNotFound, Fault } from '../../../confluence/fault.ts';
import { viewContext } from '../../../confluence/json/common.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  contentOf,
  jsonContext,
  readId,
} from '../shared.ts';

/** What stands in a macro: add-ons ask for it with the id that their frame was told. */
export function addMacroRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const path = '/content/:id/history/:version/macro/id/:macroId';

  app.get(path, (c) => c.json({ ...macroOf(c), _links: {} }));

  app.get(`${path}/convert/:to`, (c) => {
    const to = readRepresentation(c.req.param('to'));
    for (const name of ['expand', 'spaceKeyContext', 'embeddedContentRender']) new Query(c).all(name);
    const value = fromStorage(macroOf(c).body, to, viewContext(contentOf(c, deps), jsonContext(c, deps)));
    return c.json({ value, representation: to });
  });

  function macroOf(c: ConfluenceRequest) {
    const { reader } = deps.confluence;
    const content = contentOf(c, deps);
    // 0 is the version that there is now.
    const given = readId(c.req.param('version') ?? '', 'version', 'int');
    const version = reader.version(content, given === 0 ? content.version.number : given);
    if (version === undefined) throw contentNotFound(content.id);
    const id = c.req.param('macroId') ?? '';
    const macro = findMacro(parseStorage(version.body), id);
    if (macro === undefined) throw new Fault('not-found', `There is no macro with id: ${id}`);
    return macro;
  }
}
