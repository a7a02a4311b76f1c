import { isRecord } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';

const POINTER = '/apiMigrations/gdpr';

export const API_MIGRATIONS_GDPR: Rule = {
  id: 'api-migrations/gdpr',
  severity: 'error',
  summary: 'No add-on asks for user names and user keys any more.',
  *check(view) {
    const { apiMigrations } = view.root;
    if (!isForJiraOrConfluence(view) || !isRecord(apiMigrations) || apiMigrations['gdpr'] !== false) return;
    yield {
      pointer: POINTER,
      message:
        'apiMigrations.gdpr is false: user names and user keys, which it asks for, have not been sent since 29 March 2019.',
      hint: 'Work with account ids, and write true or remove it.',
      fix: { title: 'Write "gdpr": true', changes: [{ kind: 'replace', pointer: POINTER, value: true }] },
    };
  },
};
