import { isRecord, stringAt } from '../../core/json.ts';
import type { InstallationStore } from '../addons/installation.ts';
import { Fault } from './fault.ts';

/** A type of content that an add-on has added with the module `customContent`. */
export interface CustomType {
  /** `ac:{add-on}:{module}` */
  readonly name: string;
  /** The form of its bodies. */
  readonly bodyType: 'storage' | 'raw';
}

export function listCustomTypes(installations: InstallationStore): readonly CustomType[] {
  return installations
    .list('confluence')
    .filter(({ isEnabled }) => isEnabled)
    .flatMap(({ descriptor }) =>
      [descriptor.modules?.['customContent'] ?? []].flat().flatMap((module): readonly CustomType[] => {
        const key = stringAt(module, 'key');
        const support = isRecord(module) ? module['apiSupport'] : undefined;
        const bodyType = stringAt(support, 'bodyType') === 'raw' ? 'raw' : 'storage';
        return key === undefined ? [] : [{ name: `ac:${descriptor.key}:${key}`, bodyType }];
      }),
    );
}

/** @throws {Fault} where no installed add-on has the type */
export function customType(types: readonly CustomType[], name: string): CustomType {
  const type = types.find((one) => one.name === name);
  if (type === undefined) throw new Fault('invalid', `No ContentTypeBinding found for type: ${name}`);
  return type;
}
