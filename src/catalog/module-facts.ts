import type { ModuleType } from './modules.ts';

/**
 * What there is to know of module types beyond their names and schemas.
 */

/**
 * Pages that are about nothing: no issue, project or page of the product is in sight. The product refuses conditions
 * there that need one.
 * @see github:mahmoudimus/ac@6626e41, `AbstractConnectPageModuleProvider`; Atlassian's descriptor schema for Jira
 * (about 2021), `pageModule`
 */
export const PAGES_WITHOUT_CONTEXT = [
  'generalPages',
  'adminPages',
  'configurePage',
  'postInstallPage',
] as const satisfies readonly ModuleType[];
