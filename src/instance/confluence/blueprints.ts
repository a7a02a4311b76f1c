import { isRecord, stringAt } from '../../core/json.ts';
import type { InstallationStore } from '../addons/installation.ts';

/** What an add-on has new pages begin with, by its module `blueprints`. */
export interface Blueprint {
  readonly addonKey: string;
  readonly moduleKey: string;
  readonly name: string;
}

export function listBlueprints(installations: InstallationStore): readonly Blueprint[] {
  return installations
    .list('confluence')
    .filter(({ isEnabled }) => isEnabled)
    .flatMap(({ descriptor }) =>
      [descriptor.modules?.['blueprints'] ?? []].flat().flatMap((module): readonly Blueprint[] => {
        const moduleKey = stringAt(module, 'key');
        const name = isRecord(module) ? stringAt(module['name'], 'value') : undefined;
        return moduleKey === undefined
          ? []
          : [{ addonKey: descriptor.key, moduleKey, name: name ?? moduleKey }];
      }),
    );
}
