import { isRecord, stringAt } from '../../core/json.ts';
import { toPointer } from '../json-pointer.ts';
import type { ModuleView } from './modules.ts';

/**
 * What the product does with a URL.
 * - `page`: opens it in a frame (module pages, panels, dialogs, editors of macros)
 * - `call`: sends it a request by itself (webhooks, static macros, post functions)
 * - `image`: shows it (icons, thumbnails)
 * - `link`: sends people there
 * - `action`: either, for what providers of development data offer (`templateUrl`)
 * - `lifecycle`: calls it when the add-on is installed, enabled, disabled or uninstalled
 */
export type UrlUse = 'page' | 'call' | 'image' | 'link' | 'action' | 'lifecycle';

/**
 * What a URL is relative to: `addon` is `baseUrl`, `product` the product's own address; `module` is no URL but the key
 * of a page module; `none` is absolute.
 */
export type UrlBase = 'addon' | 'product' | 'module' | 'none';

/** A URL of the descriptor; `baseUrl` and those of `links`, `vendor` and `translations` are not among them. */
export interface UrlView {
  readonly text: string;
  readonly pointer: string;
  readonly use: UrlUse;
  readonly base: UrlBase;
  /** The module that it belongs to; undefined for lifecycle URLs. */
  readonly module: ModuleView | undefined;
  /** True where the product opens the URL as it is written: no variables, no parameters, no token. */
  readonly isCacheable: boolean;
}

export function collectUrls(
  root: Readonly<Record<string, unknown>>,
  modules: readonly ModuleView[],
): readonly UrlView[] {
  const lifecycle = isRecord(root['lifecycle']) ? Object.entries(root['lifecycle']) : [];
  return [
    ...lifecycle.flatMap(([event, text]): readonly UrlView[] =>
      typeof text === 'string'
        ? [
            {
              text,
              pointer: toPointer(['lifecycle', event]),
              use: 'lifecycle',
              base: 'addon',
              module: undefined,
              isCacheable: false,
            },
          ]
        : [],
    ),
    ...modules.flatMap((module) => collect(module.value, module.pointer, module)),
  ];
}

/** Below a module, every text whose name says that it is a URL. */
function collect(value: unknown, pointer: string, module: ModuleView): readonly UrlView[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => collect(entry, `${pointer}${toPointer([index])}`, module));
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, child]): readonly UrlView[] => {
    const at = `${pointer}${toPointer([name])}`;
    // What is in params is the add-on's own.
    if (name === 'params' || name === 'conditions') return [];
    if (typeof child !== 'string') return collect(child, at, module);
    return isUrlName(name) ? [toView(child, at, value, module)] : [];
  });
}

function isUrlName(name: string): boolean {
  return /^(?:url|.*Url|migrationWebhookPath)$/.test(name);
}

function toView(
  text: string,
  pointer: string,
  owner: Readonly<Record<string, unknown>>,
  module: ModuleView,
): UrlView {
  const inside = pointer.slice(module.pointer.length);
  const use = useOf(inside, module);
  return {
    text,
    pointer,
    use,
    base: baseOf(inside, use, module),
    module,
    isCacheable: use === 'page' && (owner['cacheable'] === true || module.value['cacheable'] === true),
  };
}

/** URLs that the product requests by itself, by the type of their module and the place inside of it. */
const CALLS: Readonly<Record<string, RegExp>> = {
  webhooks: /^\/url$/,
  staticContentMacros: /^\/url$/,
  dynamicContentMacros: /^\/renderModes\//,
  blueprints: /^\/template\//,
  jiraWorkflowPostFunctions: /^\/triggered\//,
  jiraDeploymentGating: /^\/callback\//,
  jiraJqlFunctions: /^\/url$/,
  automationActions: /^\/webhook\//,
  cloudAppMigration: /^\/migrationWebhookPath$/,
};

/** Types of modules that are entries of menus. */
const MENU_ENTRY = /^(?:webItems|serviceDesk\w*Actions)$/;

function useOf(inside: string, { type, value }: ModuleView): UrlUse {
  if (/icon|thumbnail|imagePlaceholder|logo|illustration/i.test(inside)) return 'image';
  if (/documentation|homeUrl|learnMore/i.test(inside) || isHomepage(inside, type)) return 'link';
  if (inside.endsWith('/templateUrl')) return 'action';
  if (type === 'jiraIssueFields') return 'link';
  if (MENU_ENTRY.test(type)) return opensFrame(value) ? 'page' : 'link';
  return Object.hasOwn(CALLS, type) && CALLS[type]?.test(inside) ? 'call' : 'page';
}

function isHomepage(inside: string, type: string): boolean {
  return type === 'jiraDevelopmentTool' && inside === '/url';
}

function opensFrame(menuEntry: Readonly<Record<string, unknown>>): boolean {
  const type = stringAt(menuEntry['target'], 'type')?.toLowerCase() ?? 'page';
  return type !== 'page';
}

function baseOf(inside: string, use: UrlUse, { type, value }: ModuleView): UrlBase {
  if (type === 'jiraIssueFields') return 'product';
  if (inside === '/url' && MENU_ENTRY.test(type)) {
    const context = stringAt(value, 'context')?.toLowerCase();
    if (context === 'product') return 'product';
    return context === 'page' ? 'module' : 'addon';
  }
  return use === 'link' || use === 'action' ? 'none' : 'addon';
}
