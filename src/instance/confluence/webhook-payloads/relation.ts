import type { Payload } from '../../webhooks/message.ts';
import type { Relation } from '../relations.ts';

/** What stands in a relation is in no public capture: its name, and what it goes from and to. */
export function relationPayload({ name, source, target }: Relation): Payload {
  return {
    relation: {
      name,
      source: { type: source.type, key: source.key },
      target: { type: target.type, key: target.key },
    },
  };
}
