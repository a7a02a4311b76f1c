import { Fault } from '../confluence/fault.ts';
import { mayUse, type Viewer, viewerOf } from '../confluence/permissions.ts';
import type { Content, Space, SpaceOperation } from '../confluence/types.ts';
import { type ConditionDeps, contextId, type Decide, param, type Question } from './question.ts';

/** Permissions of a space by the names that conditions know them by. */
const SPACE_PERMISSIONS: Readonly<Record<string, SpaceOperation>> = {
  VIEWSPACE: 'read/space',
  EDITSPACE: 'create/page',
  EDITBLOG: 'create/blogpost',
  COMMENT: 'create/comment',
  CREATEATTACHMENT: 'create/attachment',
  REMOVEPAGE: 'delete/page',
  REMOVEBLOG: 'delete/blogpost',
  REMOVECOMMENT: 'delete/comment',
  REMOVEATTACHMENT: 'delete/attachment',
  REMOVEOWNCONTENT: 'delete/space',
  EXPORTSPACE: 'export/space',
  SETPAGEPERMISSIONS: 'restrict_content/space',
  SETSPACEPERMISSIONS: 'administer/space',
};

/** What Confluence's data says of its conditions. What is about a page or a space does not hold where there is none. */
export const CONFLUENCE_CONDITIONS: Readonly<Record<string, Decide>> = {
  user_can_use_confluence: ({ person }) => person !== undefined && mayUse(person),
  user_is_confluence_administrator: ({ person }) => person?.isAdmin === true,
  has_space: (question, deps) => spaceOf(question, deps) !== undefined,
  not_personal_space: ofSpace(({ type }) => type !== 'personal'),
  space_function_permission: (question, deps) => {
    const name = param(question, 'permission').toUpperCase();
    const operation = Object.hasOwn(SPACE_PERMISSIONS, name) ? SPACE_PERMISSIONS[name] : undefined;
    if (operation === undefined) return undefined;
    return ofSpace(({ id }) => deps.confluence.permissions.may(viewer(question), operation, id))(
      question,
      deps,
    );
  },
  user_watching_space: ofSpace(({ key }, question, { confluence }) =>
    watches(question, confluence, 'space', key),
  ),
  has_page: ofContent(({ type }) => type === 'page'),
  has_blog_post: ofContent(({ type }) => type === 'blogpost'),
  content_has_any_permissions_set: ofContent(
    (content, _, { confluence }) => confluence.restrictions.of(content).length > 0,
  ),
  user_watching_page: ofContent(({ id }, question, { confluence }) =>
    watches(question, confluence, 'content', String(id)),
  ),
};

export function contentOf(question: Question, { confluence }: ConditionDeps): Content | undefined {
  const id = ['content', 'page', 'blogpost'].map((name) => contextId(question, name, ['id'])).find(Boolean);
  return id === undefined || !/^\d{1,15}$/.test(id)
    ? undefined
    : confluence.reader.find(viewer(question), Number(id));
}

/** That of the page; on the page of some content it is the content's. */
export function spaceOf(question: Question, deps: ConditionDeps): Space | undefined {
  const { spaces } = deps.confluence;
  const key = contextId(question, 'space', ['key']);
  const id = contextId(question, 'space', ['id']) ?? contentOf(question, deps)?.spaceId;
  return findOr(() => {
    if (key !== undefined) return spaces.byKey(viewer(question), key);
    return id === undefined ? undefined : spaces.byId(viewer(question), Number(id));
  });
}

/** Undefined for what there is not, or not for whoever asks. */
function findOr<T>(find: () => T | undefined): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function ofSpace(decide: (space: Space, question: Question, deps: ConditionDeps) => boolean): Decide {
  return (question, deps) => {
    const space = spaceOf(question, deps);
    return space !== undefined && decide(space, question, deps);
  };
}

function ofContent(decide: (content: Content, question: Question, deps: ConditionDeps) => boolean): Decide {
  return (question, deps) => {
    const content = contentOf(question, deps);
    return content !== undefined && decide(content, question, deps);
  };
}

function watches(
  { person }: Question,
  { watches: known }: ConditionDeps['confluence'],
  kind: 'content' | 'space',
  target: string,
): boolean {
  return person !== undefined && known.has(person.accountId, kind, target);
}

function viewer({ person }: Question): Viewer {
  return person === undefined
    ? { accountId: '', isApp: false, isAdmin: false, groupIds: [] }
    : viewerOf(person);
}
