import type { Product } from './products.ts';

/**
 * APIs below `/rest/` that the products serve to themselves. Nothing promises that they stay as they are, and add-ons
 * may call what the scopes of some cover without there being any document of it.
 * Sources: the scopes of the host plugin of 2016 (github:mahmoudimus/ac@6626e41, resources/scope/*.json: applinks,
 * greenhopper, prototype, create-dialog, mywork, searchv3); calls in public add-ons and their scripts (the others, 2026).
 */
export const PRIVATE_APIS = {
  applinks: undefined,
  'activity-stream': undefined,
  'create-dialog': 'confluence',
  'dev-status': 'jira',
  gadget: 'jira',
  gadgets: 'jira',
  greenhopper: 'jira',
  internal: undefined,
  issueNav: 'jira',
  mywork: 'confluence',
  prototype: 'confluence',
  searchv3: 'confluence',
  tinymce: 'confluence',
  webhooks: 'jira',
} as const satisfies Readonly<Record<string, Product | undefined>>;
