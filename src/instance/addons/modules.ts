import { isRecord, stringAt } from '../../core/json.ts';
import type { Descriptor } from '../../descriptor/types.ts';

/** A module of a descriptor with what the dev instance reads of it. */
export interface AddonModule {
  readonly type: string;
  readonly key: string | undefined;
  readonly name: string | undefined;
  /** Relative to the base URL; of the module itself or of its `target`. */
  readonly url: string | undefined;
  readonly location: string | undefined;
  readonly weight: number;
  readonly isCacheable: boolean;
  readonly conditions: readonly unknown[];
  readonly width: string | undefined;
  readonly height: string | undefined;
}

export interface WebhookModule {
  readonly event: string;
  readonly url: string;
  readonly filter: string | undefined;
  readonly excludeBody: boolean;
  readonly propertyKeys: readonly string[];
}

const DEFAULT_WEIGHT = 100;

/** Every module of the descriptor but its webhooks, lightest first within a type. */
export function listModules(descriptor: Descriptor): readonly AddonModule[] {
  return Object.entries(descriptor.modules ?? {})
    .filter(([type]) => type !== 'webhooks')
    .flatMap(([type, value]) =>
      [value]
        .flat()
        .filter(isRecord)
        .map((module) => toModule(type, module))
        .sort((a, b) => a.weight - b.weight),
    );
}

export function findModule(descriptor: Descriptor, key: string): AddonModule | undefined {
  return listModules(descriptor).find((module) => module.key === key);
}

/** What the descriptor says of a module, as it stands there. */
export function moduleBodyOf(
  { modules }: Descriptor,
  { type, key }: Pick<AddonModule, 'type' | 'key'>,
): Readonly<Record<string, unknown>> | undefined {
  const all: readonly unknown[] = [modules?.[type] ?? []].flat();
  return all.filter(isRecord).find((module) => stringAt(module, 'key') === key);
}

export function listWebhooks(descriptor: Descriptor): readonly WebhookModule[] {
  return [descriptor.modules?.['webhooks'] ?? []].flat().flatMap((value): WebhookModule[] => {
    const event = stringAt(value, 'event');
    const url = stringAt(value, 'url');
    if (event === undefined || url === undefined) return [];
    const excludeBody = isRecord(value) && value['excludeBody'] === true;
    const keys = isRecord(value) ? [value['propertyKeys'] ?? []].flat() : [];
    const propertyKeys = keys.filter((key) => typeof key === 'string');
    return [{ event, url, filter: stringAt(value, 'filter'), excludeBody, propertyKeys }];
  });
}

function toModule(type: string, module: Record<string, unknown>): AddonModule {
  const { target, weight, conditions, layout, options } = module;
  const size = isRecord(layout) ? layout : options;
  return {
    type,
    key: stringAt(module, 'key'),
    name: stringAt(module['name'], 'value'),
    url: stringAt(module, 'url') ?? stringAt(target, 'url'),
    location: stringAt(module, 'location'),
    weight: typeof weight === 'number' ? weight : DEFAULT_WEIGHT,
    isCacheable: module['cacheable'] === true,
    conditions: Array.isArray(conditions) ? conditions : [],
    width: stringAt(size, 'width'),
    height: stringAt(size, 'height'),
  };
}
