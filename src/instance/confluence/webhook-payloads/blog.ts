import type { Payload } from '../../webhooks/message.ts';
import type { BlogEventType, ConfluenceEventOf } from '../events.ts';
import type { JsonContext } from '../json/common.ts';
import { contentEntity } from './content.ts';

export function blogPayload({ blog }: ConfluenceEventOf<BlogEventType>, json: JsonContext): Payload {
  return { blog: contentEntity(blog, json) };
}
