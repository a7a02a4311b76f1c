import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import type { ContentVersionWithBody } from '../../../confluence/content-reader.ts';
import { contentNotFound, Fault } from '../../../confluence/fault.ts';
import { restId } from '../../../confluence/json/common.ts';
import { Expansion } from '../../../confluence/json/expand.ts';
import { contentV1, DEFAULT_EXPAND, historyV1 } from '../../../confluence/json/v1-content.ts';
import { versionV1 } from '../../../confluence/json/v1-version.ts';
import type { Content } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { numberAt, readRecord, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayEdit,
  contentOf,
  jsonContext,
  personOf,
  readId,
} from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';

/** What content was before. */
export function addHistoryRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { reader, writer } = confluence;

  app.get('/content/:id/history', (c) => {
    const given = new Query(c).all('expand');
    const expand = Expansion.parse(given.length === 0 ? ['previousVersion,nextVersion,lastUpdated'] : given);
    return c.json(historyV1(contentOf(c, deps), expand, jsonContext(c, deps)));
  });

  app.get('/content/:id/version', (c) => {
    const query = new Query(c);
    const content = contentOf(c, deps);
    const write = versionWriter(c, content, Expansion.parse(query.all('expand')));
    return c.json(wholeListV1(c, host, pageOf(query, 200), reader.versions(content), write));
  });

  app.get('/content/:id/version/:versionNumber', (c) => {
    const content = contentOf(c, deps);
    const write = versionWriter(c, content, Expansion.parse(new Query(c).all('expand')));
    return c.json(write(versionOf(content, c.req.param('versionNumber'))));
  });

  app.post('/content/:id/version', async (c) => {
    const input = await readRecord(c);
    const content = contentOf(c, deps);
    checkMayEdit(c, deps, content);
    const params = recordAt(input, 'params');
    const number = numberAt(params, 'versionNumber');
    if (stringAt(input, 'operationKey') !== 'restore' || number === undefined) {
      throw new Fault('invalid', 'The operation must be restore, and params.versionNumber a version.');
    }
    const { title, body } = versionOf(content, String(number));
    const restoreTitle = params?.['restoreTitle'] === true;
    const changed = writer.update(
      content,
      { body, message: stringAt(params, 'message'), ...(restoreTitle ? { title } : {}) },
      personOf(c, deps).accountId,
    );
    return c.json(
      versionWriter(c, changed, Expansion.parse([]))(versionOf(changed, String(changed.version.number))),
    );
  });

  app.delete('/content/:id/version/:versionNumber', (c) => {
    const content = contentOf(c, deps);
    checkMayEdit(c, deps, content);
    writer.removeVersion(content, versionOf(content, c.req.param('versionNumber')).number);
    return c.body(null, 204);
  });

  function versionWriter(c: ConfluenceRequest, content: Content, expand: Expansion) {
    return (version: ContentVersionWithBody) => {
      const context = jsonContext(c, deps);
      const written = versionV1(version, `content/${restId(content)}/version/${version.number}`, context);
      if (!expand.has('content')) return written;
      const inside = expand.at('content').names().length === 0 ? DEFAULT_EXPAND : expand.at('content');
      return { ...written, content: contentV1(content, inside, context, version.number) };
    };
  }

  function versionOf(content: Content, text: string): ContentVersionWithBody {
    const version = reader.version(content, readId(text, 'versionNumber', 'int'));
    if (version === undefined) throw contentNotFound(content.id);
    return version;
  }
}
