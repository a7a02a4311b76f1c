import { stringAt } from '../../../../core/json.ts';
import { Fault, notEmulated } from '../../../confluence/fault.ts';
import type { Content, ContentDetail, Space } from '../../../confluence/types.ts';
import { idAt, type JsonRecord, recordAt } from '../body.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, readId, viewer } from '../shared.ts';
import { readParent } from './content-input.ts';

export interface ContentPlace {
  readonly ids: {
    readonly spaceId: number;
    readonly parentId: number | null;
    readonly containerId: number | null;
  };
  readonly title: string;
  readonly detail: ContentDetail;
}

/** Where new content goes: into a space, below a page, or to what it is attached to. */
export function readPlace(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  type: string,
  input: JsonRecord,
): ContentPlace {
  const parentId = readParent(input) ?? null;
  const parent = parentId === null ? undefined : deps.confluence.reader.get(viewer(c, deps), parentId);
  const container = recordAt(input, 'container');
  const isAttached =
    type === 'comment' ||
    (container !== undefined &&
      idAt(container, 'id') !== undefined &&
      stringAt(container, 'type') !== 'space');
  if (isAttached) return attachedPlace(c, deps, type, input, parent);
  const space = readSpace(c, deps, input);
  if (parent !== undefined && parent.spaceId !== space.id) {
    throw new Fault('invalid', 'The parent page is in another space.');
  }
  return { ids: { spaceId: space.id, parentId, containerId: null }, title: '', detail: {} };
}

function attachedPlace(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  type: string,
  input: JsonRecord,
  parent: Content | undefined,
): ContentPlace {
  const given = idAt(recordAt(input, 'container'), 'id');
  const id = given === undefined ? (parent?.containerId ?? undefined) : readId(given, 'container');
  if (id === undefined) throw new Fault('invalid', 'A comment needs a container.');
  const container = deps.confluence.reader.get(viewer(c, deps), id);
  if (stringAt(recordAt(input, 'extensions'), 'location') === 'inline') {
    throw notEmulated('making inline comments with version 1 of the REST API');
  }
  return {
    ids: { spaceId: container.spaceId, parentId: parent?.id ?? null, containerId: container.id },
    title: type === 'comment' ? `Re: ${container.title}` : '',
    detail: type === 'comment' ? { location: 'footer' } : {},
  };
}

function readSpace(c: ConfluenceRequest, deps: ConfluenceRestDeps, input: JsonRecord): Space {
  const { spaces } = deps.confluence;
  const space = recordAt(input, 'space');
  const key = stringAt(space, 'key') ?? stringAt(recordAt(input, 'container'), 'key');
  if (key !== undefined) return spaces.byKey(viewer(c, deps), key);
  const id = idAt(space, 'id');
  if (id === undefined) throw new Fault('invalid', 'A space is required to create content.');
  return spaces.byId(viewer(c, deps), readId(id, 'space'));
}
