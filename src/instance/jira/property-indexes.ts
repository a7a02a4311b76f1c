import { isRecord, stringAt } from '../../core/json.ts';
import type { InstallationStore } from '../addons/installation.ts';
import type { PropertyIndex } from './jql/fields/property-field.ts';

const TYPES: readonly PropertyIndex['type'][] = ['number', 'text', 'string', 'user', 'date'];

const MODULE = 'jiraEntityProperties';

/**
 * What the enabled add-ons of Jira declare to be searchable in entity properties of issues (`jiraEntityProperties`), in
 * their descriptors or at run time.
 */
export function listPropertyIndexes(installations: InstallationStore): readonly PropertyIndex[] {
  return installations
    .list('jira')
    .filter(({ isEnabled }) => isEnabled)
    .flatMap(({ descriptor }) => [descriptor.modules?.[MODULE] ?? []].flat())
    .filter(isRecord)
    .filter((module) => (stringAt(module, 'entityType') ?? 'issue').toLowerCase() === 'issue')
    .flatMap((module) => recordsAt(module, 'keyConfigurations'))
    .flatMap((configuration) =>
      recordsAt(configuration, 'extractions').flatMap((extraction): readonly PropertyIndex[] => {
        const propertyKey = stringAt(configuration, 'propertyKey');
        const path = stringAt(extraction, 'objectName');
        const type = TYPES.find((one) => one === stringAt(extraction, 'type')?.toLowerCase());
        if (propertyKey === undefined || path === undefined || type === undefined) return [];
        return [{ propertyKey, path, type, alias: stringAt(extraction, 'alias') }];
      }),
    );
}

function recordsAt(value: Record<string, unknown>, name: string): readonly Record<string, unknown>[] {
  const found = value[name];
  return Array.isArray(found) ? found.filter(isRecord) : [];
}
