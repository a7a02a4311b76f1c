import { readFile } from 'node:fs/promises';
import { packageFile } from '../core/package-root.ts';
import { ALL_RULES } from '../lint/all-rules.ts';
import type { TopicSource } from './topic.ts';

/** The linter's rules: their pages are part of the documentation. */
export const RULE_TOPICS: TopicSource = {
  list: () => ALL_RULES.map(({ id, summary }) => ({ kind: 'rule', name: id, summary })),
  page: (name) => readFile(packageFile('docs', 'rules', `${name}.md`), 'utf8'),
};
