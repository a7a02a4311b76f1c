import type { ExtensionView } from '../../views.ts';
import { send } from '../api.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Extension, ExtensionOptions } from '../libraries.d.ts';
import { page } from '../page-data.ts';
import { contextOf } from './context.ts';

/** The library asks here for the address of dialogs, and of frames whose token has expired. */
export function registerContentResolver(): void {
  connectHost.registerContentResolver.resolveByExtension((extension) => {
    const deferred = AJS.$.Deferred<{ url: string; options: ExtensionOptions }>();
    resolve(extension).then(
      (view) => deferred.resolve({ url: view.url, options: optionsOf(view, extension) }),
      (error: unknown) =>
        deferred.reject(error, { text: error instanceof Error ? error.message : String(error) }),
    );
    return deferred.promise();
  });
}

async function resolve(extension: Extension): Promise<ExtensionView> {
  const view = await send('POST', '/_connect-kit/api/module', {
    product: page.product,
    addonKey: extension.addon_key,
    moduleKey: extension.key,
    context: contextFor(extension),
  });
  if (!isExtensionView(view)) throw new Error('The dev instance answered without a module.');
  return view;
}

/** Its own, that of the frame that opened it, or the page's. */
function contextFor(extension: Extension): JsonObject {
  const own = extension.options?.structuredContext;
  if (own !== undefined) return own;
  const openerId = extension.options?.callbackExtensionId;
  const opener = connectHost.getExtensions(({ extension_id }) => extension_id === openerId)[0];
  return opener === undefined ? {} : contextOf(opener);
}

/** Dialogs keep the size that they were opened with. */
function optionsOf(view: ExtensionView, { options }: Extension): ExtensionOptions {
  const { moduleType, location, context, isFullPage } = view;
  const isDialog = options?.isDialog === true;
  return {
    moduleType,
    moduleLocation: location,
    structuredContext: context,
    isFullPage: isFullPage && !isDialog,
    ...(isDialog ? { width: '100%', height: '100%' } : { autoresize: !isFullPage }),
  };
}

function isExtensionView(value: unknown): value is ExtensionView {
  return isObject(value) && typeof value['url'] === 'string' && isObject(value['context']);
}
