import { type ForgeLimit, forgeLimitsOf } from '../../../catalog/forge-limits.ts';
import { isRecord } from '../../../core/json.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { nameOf } from '../../wording.ts';

export const FORGE_LIMITS: Rule = {
  id: 'modules/limits',
  severity: 'warning',
  summary: 'Texts and lists of modules fit into a Forge manifest.',
  *check({ modules, products }) {
    if (products.includes('bitbucket')) return;
    for (const { type, value, pointer } of modules) {
      for (const { path, max } of forgeLimitsOf(type)) yield* measure(value, pointer, { path, max });
    }
  },
};

function* measure(value: unknown, pointer: string, { path, max }: ForgeLimit): Iterable<RuleFinding> {
  const [name, ...rest] = path;
  if (name === undefined) {
    yield* compare(value, pointer, max);
  } else if (name === '*') {
    for (const [index, entry] of Array.isArray(value) ? value.entries() : []) {
      yield* measure(entry, `${pointer}${toPointer([index])}`, { path: rest, max });
    }
  } else if (isRecord(value)) {
    yield* measure(value[name], `${pointer}${toPointer([name])}`, { path: rest, max });
  }
}

function* compare(value: unknown, pointer: string, max: number): Iterable<RuleFinding> {
  const isText = typeof value === 'string';
  if (!isText && !Array.isArray(value)) return;
  if (value.length <= max || (isText && hasPlaceholder(value))) return;
  yield {
    pointer,
    message: `${nameOf(pointer)} has ${value.length} ${isText ? 'characters' : 'entries'}; a Forge manifest allows ${max}.`,
    hint: 'Connect has no such limit, but below connectModules of a Forge manifest the module is held to it.',
  };
}
