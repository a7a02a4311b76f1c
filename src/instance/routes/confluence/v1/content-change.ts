import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { contentNotFound, Fault, notEmulated } from '../../../confluence/fault.ts';
import { contentV1 } from '../../../confluence/json/v1-content.ts';
import type { Content, ContentStatus } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { flagAt, type JsonRecord, numberAt, readRecord, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  checkMayDelete,
  checkMayEdit,
  contentOf,
  jsonContext,
  personOf,
  viewer,
} from '../shared.ts';
import { readBody, readLabels, readParent, readStatus, readType } from './content-input.ts';
import { contentExpansion } from './expansion.ts';

/** Changing and removing content. */
export function addContentChangeRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { confluence } = deps;
  const { writer, spaces, labels } = confluence;

  app.put('/content/:id', async (c) => {
    const input = await readRecord(c);
    const query = new Query(c);
    const expand = contentExpansion(c, query);
    const content = contentOf(c, deps);
    checkMayEdit(c, deps, content);
    const actor = personOf(c, deps).accountId;
    const version = recordAt(input, 'version');
    const number = numberAt(version, 'number');
    if (number === undefined)
      throw new Fault(
        'invalid',
        'Must supply an incremented version when updating Content. No version supplied.',
      );
    const type = readType(stringAt(input, 'type'));
    if (type !== content.type)
      throw new Fault('invalid', `The type of content cannot be changed from ${content.type} to ${type}.`);
    const status = readStatus(stringAt(input, 'status') ?? 'current');
    const change = {
      number,
      message: stringAt(version, 'message'),
      isMinor: flagAt(version, 'minorEdit') ?? false,
    };
    const changed = confluence.transaction(() => {
      const updated = update(c, deps, content, status, input, change, actor);
      const wanted = readLabels(input);
      if (wanted === undefined) return updated;
      for (const { name, prefix } of labels.of({ type: 'content', id: content.id })) {
        labels.remove(content, name, actor, prefix);
      }
      labels.add(updated, wanted, actor);
      return updated;
    });
    return c.json(contentV1(changed, expand, jsonContext(c, deps)));
  });

  app.delete('/content/:id', (c) => {
    const query = new Query(c);
    const status = query.text('status') ?? 'current';
    const content = contentOf(c, deps);
    checkMayDelete(c, deps, content);
    const actor = personOf(c, deps).accountId;
    // Archived content is removed as what it is.
    if (content.status !== status && !(status === 'current' && content.status === 'archived'))
      throw contentNotFound(content.id);
    // Comments and attachments have no trash here.
    const isPermanent =
      content.status === 'trashed' ||
      content.status === 'draft' ||
      ['comment', 'attachment'].includes(content.type);
    if (content.status === 'trashed')
      checkMayAdminister(c, deps, spaces.byId(viewer(c, deps), content.spaceId));
    if (isPermanent) writer.remove(content, actor);
    else writer.trash(content, actor);
    return c.body(null, 204);
  });
}

/** Publishing, restoring or changing: what is restored is changed in nothing else. */
function update(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  content: Content,
  status: ContentStatus,
  input: JsonRecord,
  change: { readonly number: number; readonly message: string | undefined; readonly isMinor: boolean },
  actor: string,
): Content {
  const { writer, reader } = deps.confluence;
  if (content.status === 'trashed') {
    if (status !== 'current') throw new Fault('invalid', 'Trashed content can only be restored.');
    return writer.update(content, { ...change, status }, actor);
  }
  if (status !== 'current') throw notEmulated(`changing content into ${status}`);
  const title = stringAt(input, 'title');
  const needsTitle = content.type === 'page' || content.type === 'blogpost';
  if (needsTitle && title === undefined) throw new Fault('invalid', 'Title is required and cannot be empty');
  const parentId = content.type === 'page' ? readParent(input) : undefined;
  if (typeof parentId === 'number') reader.get(viewer(c, deps), parentId);
  return writer.update(content, { ...change, title, body: readBody(input), status, parentId }, actor);
}
