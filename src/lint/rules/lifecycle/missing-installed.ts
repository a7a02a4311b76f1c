import { isRecord } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';
import { authenticationOf } from '../../view/authentication.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';

export const LIFECYCLE_MISSING_INSTALLED: Rule = {
  id: 'lifecycle/missing-installed',
  severity: 'error',
  summary: 'An add-on with authentication jwt has a lifecycle.installed.',
  refusesInstall: true,
  needsAllOf: ['/lifecycle', '/authentication'],
  *check(view) {
    const { root } = view;
    if (!isForJiraOrConfluence(view) || authenticationOf(root) !== 'jwt') return;
    const { lifecycle } = root;
    // Of a lifecycle that is no object, or a URL that is no text, the schema tells.
    if (lifecycle !== undefined && !isRecord(lifecycle)) return;
    const installed = lifecycle?.['installed'];
    if (installed !== undefined && installed !== '') return;
    yield {
      pointer: installed === '' ? '/lifecycle/installed' : '/authentication',
      message:
        'The add-on asks for authentication jwt, but has no lifecycle.installed to be told the secret at: the products do not install it.',
      hint: 'Add "lifecycle": { "installed": "/installed" } and keep what is posted there; static pages can do with "type": "none".',
    };
  },
};
