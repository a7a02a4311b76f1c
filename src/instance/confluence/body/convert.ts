import { Fault, notEmulated } from '../fault.ts';
import { adfToStorage } from './adf-to-storage.ts';
import { storageToAdf } from './storage-to-adf.ts';
import { parseStorage } from './storage-tree.ts';
import { renderView, type ViewContext } from './view.ts';
import { wikiToStorage } from './wiki-to-storage.ts';

/** The forms that Confluence knows for a body. */
export const REPRESENTATIONS = [
  'storage',
  'view',
  'export_view',
  'styled_view',
  'anonymous_export_view',
  'editor',
  'editor2',
  'wiki',
  'atlas_doc_format',
  'raw',
] as const;
export type Representation = (typeof REPRESENTATIONS)[number];

export function isRepresentation(text: string): text is Representation {
  return REPRESENTATIONS.some((one) => one === text);
}

/**
 * A body as it is kept.
 * @throws {Fault} for what is not well formed, or cannot be converted here
 */
export function toStorage(value: string, representation: Representation): string {
  switch (representation) {
    case 'storage':
    case 'editor':
    case 'editor2':
      // The editor's form is the storage format plus what the editor needs, which is nothing here.
      parseStorage(value);
      return value;
    case 'wiki':
      return wikiToStorage(value);
    case 'atlas_doc_format':
      return adfToStorage(value);
    case 'raw':
      return value;
    case 'view':
    case 'export_view':
    case 'styled_view':
    case 'anonymous_export_view':
      throw notEmulated(`bodies that are given as ${representation}`);
    default:
      return representation satisfies never;
  }
}

/**
 * A body that is kept, in another form.
 * @throws {Fault} naming what cannot be converted
 */
export function fromStorage(storage: string, representation: Representation, context: ViewContext): string {
  switch (representation) {
    case 'storage':
    case 'raw':
    case 'editor':
    case 'editor2':
      return storage;
    case 'view':
    case 'export_view':
    case 'anonymous_export_view':
      return renderView(parseStorage(storage), context);
    case 'styled_view':
      return `<html><head></head><body>${renderView(parseStorage(storage), context)}</body></html>`;
    case 'atlas_doc_format':
      return JSON.stringify(storageToAdf(parseStorage(storage), context.displayName));
    case 'wiki':
      throw notEmulated('bodies as wiki markup: Confluence only reads it');
    default:
      return representation satisfies never;
  }
}

/** @throws {Fault} for a name that is no form of a body */
export function readRepresentation(name: string): Representation {
  if (isRepresentation(name)) return name;
  throw new Fault(
    'invalid',
    `Provided value {${name}} for 'representation' is not the correct type. Expected type is BodyRepresentation`,
  );
}
