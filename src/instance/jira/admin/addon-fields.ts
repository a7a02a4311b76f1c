import { isRecord, stringAt } from '../../../core/json.ts';
import type { InstallationStore } from '../../addons/installation.ts';
import type { AddonField, CustomFieldType } from '../custom-fields.ts';

/** Fields that show a property of the issue (`read_only`) are not among them. */
const TYPES: Readonly<Record<string, CustomFieldType>> = {
  string: 'string',
  text: 'text',
  rich_text: 'textarea',
  number: 'number',
  single_select: 'select',
  multi_select: 'multiselect',
};

/** The fields that the add-ons of Jira declare (`jiraIssueFields`), in their descriptors or at run time. */
export function listAddonFields(installations: InstallationStore): readonly AddonField[] {
  return installations.list('jira').flatMap(({ descriptor }) =>
    [descriptor.modules?.['jiraIssueFields'] ?? []]
      .flat()
      .filter(isRecord)
      .flatMap((module): readonly AddonField[] => {
        const key = stringAt(module, 'key');
        const type = TYPES[stringAt(module, 'type')?.toLowerCase() ?? ''];
        if (key === undefined || type === undefined) return [];
        const name = textAt(module, 'name') || key;
        const description = textAt(module, 'description');
        return [{ addonKey: `${descriptor.key}__${key}`, name, type, description }];
      }),
  );
}

/** Texts of descriptors stand in `value`, beside the key of their translations. */
function textAt(module: Readonly<Record<string, unknown>>, name: string): string {
  return stringAt(module[name], 'value') ?? '';
}
