import { contentNotFound, Fault } from '../../../confluence/fault.ts';
import type { Content } from '../../../confluence/types.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  checkMayDelete,
  personOf,
  viewer,
} from '../shared.ts';

/** Into the trash; out of it for good, with `purge`. A draft goes for good, with `draft`. */
export function removeDocument(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  content: Content,
  isPurge: boolean,
  isDraft: boolean,
): void {
  const { writer, spaces } = deps.confluence;
  checkMayDelete(c, deps, content);
  const actor = personOf(c, deps).accountId;
  if ((content.status === 'draft') !== isDraft) throw contentNotFound(content.id);
  if (isDraft) writer.remove(content, actor);
  else if (isPurge) {
    if (content.status !== 'trashed') throw new Fault('invalid', 'Only content in the trash can be purged.');
    checkMayAdminister(c, deps, spaces.byId(viewer(c, deps), content.spaceId));
    writer.remove(content, actor);
  } else {
    if (content.status === 'trashed') throw contentNotFound(content.id);
    writer.trash(content, actor);
  }
}
