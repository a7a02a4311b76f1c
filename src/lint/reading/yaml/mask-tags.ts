import { placeTags } from '../template/blocks.ts';
import type { Tag } from '../template/tag.ts';
import type { TemplateValues } from '../template/values.ts';

/** A text without its tags, every character at its place. */
export interface MaskedText {
  readonly text: string;
  /** The tags that write something, in order. In the text, {@link FILLER} stands in their place. */
  readonly tags: readonly Tag[];
}

/** For private use: no text has it, and to YAML it is a letter. */
export const FILLER = '\ue000';

/**
 * YAML cannot be read with tags in it: `{{x}}` is an object there. Tags that stand on lines of their own are left out, and
 * blocks of them decided; any other becomes part of the value that it stands in.
 */
export function maskTags(text: string, found: readonly Tag[], values: TemplateValues): MaskedText {
  const isAlone = (tag: Tag) => tag.kind !== 'value' && standsAlone(text, tag);
  const parts: string[] = [];
  const tags: Tag[] = [];
  const controls = new Map(placeTags(found.filter(isAlone), values).map((tag) => [tag.start, tag]));
  let at = 0;
  for (const tag of found) {
    if (tag.start < at) continue;
    const end = controls.get(tag.start)?.skipTo;
    parts.push(text.slice(at, tag.start));
    if (end === undefined) {
      tags.push(tag);
      parts.push(FILLER.repeat(tag.end - tag.start));
    } else {
      parts.push(text.slice(tag.start, end).replaceAll(/[^\r\n]/g, ' '));
    }
    at = end ?? tag.end;
  }
  parts.push(text.slice(at));
  return { text: parts.join(''), tags };
}

function standsAlone(text: string, { start, end }: Tag): boolean {
  const before = /[^\r\n]*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
  return before.trim() === '' && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(end, end + 200));
}
