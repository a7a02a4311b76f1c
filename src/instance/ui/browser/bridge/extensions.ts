import type { ExtensionView } from '../../views.ts';
import type { Extension, ExtensionOptions } from '../libraries.d.ts';
import { page } from '../page-data.ts';

/** Puts every extension of the page into its slot; those in closed details or hidden tabs when they are shown. */
export function createExtensions(): void {
  for (const view of page.extensions) {
    const slot = findSlot(view);
    if (slot === undefined) continue;
    const details = slot.closest('details');
    if (details !== null && !details.open) {
      details.addEventListener('toggle', () => fill(slot, view), { once: true });
    } else if (slot.closest('[hidden]') === null) {
      fill(slot, view);
    }
  }
}

/** Fills the slots inside of an element that has just become visible. */
export function createExtensionsIn(container: Element): void {
  for (const view of page.extensions) {
    const slot = findSlot(view);
    if (slot !== undefined && container.contains(slot)) fill(slot, view);
  }
}

function fill(slot: HTMLElement, view: ExtensionView): void {
  if (slot.childElementCount > 0) return;
  const container = connectHost.create(toExtension(view))[0];
  if (container !== undefined) slot.append(container);
}

function findSlot({ addonKey, moduleKey }: ExtensionView): HTMLElement | undefined {
  const name = `${addonKey}__${moduleKey}`;
  const slots = document.querySelectorAll<HTMLElement>('[data-extension]');
  return [...slots].find((slot) => slot.dataset['extension'] === name);
}

function toExtension(view: ExtensionView): Extension {
  return {
    addon_key: view.addonKey,
    key: view.moduleKey,
    url: view.url,
    options: { ...toOptions(view), autoresize: !view.isFullPage },
  };
}

/** What a frame is told about itself, and what the methods of the bridge read back from it. */
export function toOptions(view: ExtensionView): ExtensionOptions {
  return {
    isFullPage: view.isFullPage,
    width: view.width ?? '100%',
    ...(view.height === undefined ? {} : { height: view.height }),
    moduleType: view.moduleType,
    moduleLocation: view.location,
    structuredContext: view.context,
  };
}
