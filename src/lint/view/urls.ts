import { isRecord } from '../../core/json.ts';
import { toPointer } from '../json-pointer.ts';
import type { ModuleView } from './modules.ts';

/**
 * What the product does with a URL.
 * - `page`: opens it in a frame (module pages, panels, dialogs, editors of macros)
 * - `call`: sends it a request by itself (webhooks, static macros, post functions, search views)
 * - `image`: shows it (icons, thumbnails)
 * - `link`: sends people there
 * - `lifecycle`: calls it when the add-on is installed, enabled, disabled or uninstalled
 */
export type UrlUse = 'page' | 'call' | 'image' | 'link' | 'lifecycle';

/** A URL of the descriptor; `baseUrl` and those of `links` and `vendor` are not among them. */
export interface UrlView {
  readonly text: string;
  readonly pointer: string;
  readonly use: UrlUse;
  /** The module that it belongs to; undefined for lifecycle URLs. */
  readonly module: ModuleView | undefined;
}

export function collectUrls(
  root: Readonly<Record<string, unknown>>,
  modules: readonly ModuleView[],
): readonly UrlView[] {
  const lifecycle = isRecord(root['lifecycle']) ? Object.entries(root['lifecycle']) : [];
  return [
    ...lifecycle.flatMap(([event, text]): readonly UrlView[] =>
      typeof text === 'string'
        ? [{ text, pointer: toPointer(['lifecycle', event]), use: 'lifecycle', module: undefined }]
        : [],
    ),
    ...modules.flatMap((module) => collect(module.value, module.pointer, module)),
  ];
}

/** Below a module, every text that is called `url`, or is the whole of an icon's or thumbnail's. */
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
    return isUrlName(name) ? [{ text: child, pointer: at, use: useOf(at, module), module }] : [];
  });
}

function isUrlName(name: string): boolean {
  return /^(?:url|.*Url)$/.test(name);
}

/** Modules whose own URL the product requests by itself. */
const CALLED_TYPES = new Set(['webhooks', 'staticContentMacros']);

function useOf(pointer: string, { type, pointer: own, value }: ModuleView): UrlUse {
  const inside = pointer.slice(own.length);
  if (/icon|thumbnail|imagePlaceholder|logo|illustration/i.test(inside)) return 'image';
  if (/documentation|learnMore/i.test(inside)) return 'link';
  if (type === 'webItems' && inside === '/url' && !opensFrame(value)) return 'link';
  if (CALLED_TYPES.has(type) && inside === '/url') return 'call';
  return /renderModes|triggered/.test(inside) ? 'call' : 'page';
}

function opensFrame(webItem: Readonly<Record<string, unknown>>): boolean {
  const target = webItem['target'];
  const type = isRecord(target) && typeof target['type'] === 'string' ? target['type'].toLowerCase() : 'page';
  return type !== 'page';
}
