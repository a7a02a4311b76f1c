import { isRecord, stringAt } from '../../core/json.ts';
import type { InstallationStore } from '../addons/installation.ts';

export const INDEX_TYPES = ['string', 'text', 'number', 'date'] as const;
export type IndexType = (typeof INDEX_TYPES)[number];

/** What add-ons have made searchable of the properties of content, with the module `confluenceContentProperties`. */
export interface PropertyIndex {
  readonly key: string;
  /** Names joined by dots. */
  readonly path: string;
  readonly type: IndexType;
  /** Another name for the field. */
  readonly alias: string | undefined;
}

export function listPropertyIndexes(installations: InstallationStore): readonly PropertyIndex[] {
  return installations
    .list('confluence')
    .filter(({ isEnabled }) => isEnabled)
    .flatMap(({ descriptor }) => [descriptor.modules?.['confluenceContentProperties'] ?? []].flat())
    .flatMap((module) => listAt(module, 'keyConfigurations'))
    .flatMap((configuration) => {
      const key = stringAt(configuration, 'propertyKey');
      return key === undefined
        ? []
        : listAt(configuration, 'extractions').flatMap((one) => toIndex(key, one));
    });
}

function toIndex(key: string, extraction: unknown): readonly PropertyIndex[] {
  const path = stringAt(extraction, 'objectName');
  const given = stringAt(extraction, 'type')?.toLowerCase();
  // A person is found by the account id, which is a string.
  const type = INDEX_TYPES.find((one) => one === (given === 'user' ? 'string' : given));
  return path === undefined || type === undefined
    ? []
    : [{ key, path, type, alias: stringAt(extraction, 'alias') }];
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const found = isRecord(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}
