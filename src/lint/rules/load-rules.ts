import { isRecord } from '../../core/json.ts';
import type { Rule } from '../rule.ts';
import type { DescriptorView } from '../view/descriptor-view.ts';

/** Rules that have something to look at in some descriptors only, with the catalogues that they need. */
interface RuleGroup {
  readonly applies: (descriptor: DescriptorView) => boolean;
  readonly load: () => Promise<readonly Rule[]>;
}

const GROUPS: readonly RuleGroup[] = [
  {
    applies: () => true,
    load: async () => (await import('./general.ts')).GENERAL_RULES,
  },
  {
    applies: ({ modules }) => modules.some(({ type }) => type === 'webhooks'),
    load: async () => (await import('./webhooks/index.ts')).WEBHOOKS_RULES,
  },
  {
    applies: ({ modules }) => modules.some(({ value }) => hasProperty(value, /conditions$/i)),
    load: async () => (await import('./conditions/index.ts')).CONDITIONS_RULES,
  },
  {
    applies: ({ modules }) => modules.some(({ value }) => hasProperty(value, /^location$/)),
    load: async () => (await import('./locations/index.ts')).LOCATIONS_RULES,
  },
  {
    applies: ({ root }) => isRecord(root['modules']),
    load: async () => (await import('./modules/index.ts')).MODULES_RULES,
  },
  {
    applies: ({ modules }) =>
      modules.some(
        ({ type, value }) => type === 'webItems' || hasProperty(value, /^(?:target|options)$|dialog/i),
      ) || modules.some(({ type }) => type === 'dialogs'),
    load: async () => (await import('./dialogs/index.ts')).DIALOGS_RULES,
  },
];

/**
 * The rules that may find something in this descriptor; the others are not even loaded, because loading is most of what
 * the check of one file takes.
 */
export async function loadRules(descriptor: DescriptorView): Promise<readonly Rule[]> {
  const wanted = GROUPS.filter(({ applies }) => applies(descriptor));
  return (await Promise.all(wanted.map(({ load }) => load()))).flat();
}

/** Whether an object has such a property, at any depth. */
function hasProperty(value: unknown, name: RegExp): boolean {
  if (Array.isArray(value)) return value.some((entry) => hasProperty(entry, name));
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([key, child]) => name.test(key) || hasProperty(child, name));
}
