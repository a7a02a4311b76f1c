import { splitOperation } from '../space-permissions.ts';
import { type Content, SPACE_OPERATIONS, type Space } from '../types.ts';
import type { JsonContext } from './common.ts';

/** An operation, and what it is done to: both versions of the REST API write them so. */
export interface PermittedOperation {
  readonly operation: string;
  readonly targetType: string;
}

/** What comments and files are made at. */
const HOLDERS = ['page', 'blogpost'];

/** What somebody who sees content may do with it. */
export function contentOperations(
  content: Content,
  { confluence: { permissions }, viewer }: Pick<JsonContext, 'confluence' | 'viewer'>,
): readonly PermittedOperation[] {
  const { type, spaceId } = content;
  const mayEdit = permissions.mayEdit(viewer, content);
  const own = [
    ['read', true],
    ['update', mayEdit],
    ['delete', permissions.mayDelete(viewer, content)],
    ['archive', type === 'page' && permissions.mayArchive(viewer, content)],
    ['restrict_content', HOLDERS.includes(type) && permissions.mayRestrict(viewer, content)],
  ] as const;
  const within = [
    ['comment', permissions.mayCreate(viewer, 'comment', spaceId)],
    ['attachment', mayEdit && permissions.mayCreate(viewer, 'attachment', spaceId)],
  ] as const;
  return [
    ...own.filter(([, may]) => may).map(([operation]) => ({ operation, targetType: type })),
    ...(HOLDERS.includes(type) ? within : [])
      .filter(([, may]) => may)
      .map(([targetType]) => ({ operation: 'create', targetType })),
  ];
}

/** What somebody may do in a space. */
export function spaceOperations(
  space: Pick<Space, 'id'>,
  { confluence: { permissions }, viewer }: Pick<JsonContext, 'confluence' | 'viewer'>,
): readonly PermittedOperation[] {
  return SPACE_OPERATIONS.filter((operation) => permissions.may(viewer, operation, space.id)).map(
    (operation) => {
      const { key, target } = splitOperation(operation);
      return { operation: key, targetType: target };
    },
  );
}
