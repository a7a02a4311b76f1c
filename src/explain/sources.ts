import { CONDITION_TOPICS } from './conditions.ts';
import { EVENT_TOPICS } from './events.ts';
import { LOCATION_TOPICS } from './locations.ts';
import { MODULE_TOPICS } from './modules.ts';
import { RULE_TOPICS } from './rules.ts';
import { SCOPE_TOPICS } from './scopes.ts';
import type { TopicKind, TopicSource } from './topic.ts';
import { VARIABLE_TOPICS } from './variables.ts';

export const TOPIC_SOURCES: Readonly<Record<TopicKind, TopicSource>> = {
  rule: RULE_TOPICS,
  module: MODULE_TOPICS,
  scope: SCOPE_TOPICS,
  event: EVENT_TOPICS,
  condition: CONDITION_TOPICS,
  location: LOCATION_TOPICS,
  variable: VARIABLE_TOPICS,
};
