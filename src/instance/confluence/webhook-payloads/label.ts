import type { Payload } from '../../webhooks/message.ts';
import type { ConfluenceEventOf } from '../events.ts';
import type { JsonContext } from '../json/common.ts';
import type { Content, Label, Space } from '../types.ts';
import { attachmentEntity } from './attachment.ts';
import { contentEntity } from './content.ts';
import { spaceEntity } from './space.ts';

export function labelPayload(
  { label, labeled }: ConfluenceEventOf<'label_created' | 'label_added' | 'label_removed' | 'label_deleted'>,
  json: JsonContext,
): Payload {
  return {
    label: labelEntity(label, json),
    ...(labeled === undefined ? {} : { labeled: labeledEntity(labeled, json) }),
  };
}

function labelEntity({ name, prefix }: Label, { host }: JsonContext) {
  return { name, prefix, title: name, self: `${host.baseUrl}/label/${encodeURIComponent(name)}` };
}

/** With the names of all the labels that it has. */
function labeledEntity(labeled: Content | Space, json: JsonContext) {
  const isSpace = 'homepageId' in labeled;
  const owner = { type: isSpace ? 'space' : 'content', id: labeled.id } as const;
  const labels = json.confluence.labels.of(owner).map(({ name }) => ({ name }));
  if (isSpace) return { labels, ...spaceEntity(labeled, json) };
  return {
    labels,
    ...(labeled.type === 'attachment' ? attachmentEntity(labeled, json) : contentEntity(labeled, json)),
  };
}
