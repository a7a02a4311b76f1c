import { parse, type Scalar } from 'yaml';
import type { Tag } from '../template/tag.ts';
import type { TemplateValues } from '../template/values.ts';
import { FILLER, type MaskedText } from './mask-tags.ts';

/** A scalar with its placeholders back in place. */
export interface FilledScalar {
  readonly value: unknown;
  /** True where a placeholder decides what kind of value it is. */
  readonly isUnknown: boolean;
}

/**
 * Puts placeholders, or what is given for them, where the filler stands in a scalar.
 * @param span of the scalar in the text
 */
export function fillScalar(
  scalar: Scalar,
  span: { readonly offset: number; readonly length: number },
  { text, masked, values }: { text: string; masked: MaskedText; values: TemplateValues },
): FilledScalar {
  const { value } = scalar;
  if (typeof value !== 'string' || !value.includes(FILLER)) return { value, isUnknown: false };
  const tags = tagsWithin(masked.tags, span.offset, span.offset + span.length);
  const parts: string[] = [];
  let isFilled = true;
  let at = 0;
  for (const tag of tags) {
    const start = value.indexOf(FILLER, at);
    if (start === -1) break;
    const given = tag.kind === 'value' || tag.kind === 'statement' ? values.valueOf(tag) : undefined;
    isFilled &&= given !== undefined;
    parts.push(value.slice(at, start), given ?? text.slice(tag.start, tag.end));
    at = start + tag.end - tag.start;
  }
  const filled = `${parts.join('')}${value.slice(at)}`;
  // In quotes and in blocks, it is a text whatever it says.
  if (scalar.type !== 'PLAIN') return { value: filled, isUnknown: false };
  return isFilled ? { value: readPlain(filled), isUnknown: false } : { value: filled, isUnknown: true };
}

/** What the server writes decides what it is: `true` for `{{flag}}`, an object for `{{modules}}`. */
function readPlain(text: string): unknown {
  try {
    const value: unknown = parse(text, { logLevel: 'silent', maxAliasCount: 0 });
    return value;
  } catch {
    return text;
  }
}

/** The tags from one offset to another, of a list that is in order. */
function tagsWithin(tags: readonly Tag[], from: number, to: number): readonly Tag[] {
  let low = 0;
  let high = tags.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((tags[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while ((tags[end]?.start ?? to) < to) end += 1;
  return tags.slice(low, end);
}
