import type { Condition, Tag } from './tag.ts';
import type { TemplateValues } from './values.ts';

/** A tag, and what is left out with it when the template is written out. */
export interface PlacedTag extends Tag {
  /** Offset behind what is left out; the tag's own end where nothing more is. */
  readonly skipTo: number;
  /** Of blocks: true where given values decide it, and not an assumption. */
  readonly isDecided: boolean;
}

interface Block {
  readonly opening: Tag;
  /** The branch that is being read: its tag, and whether it is written. */
  branch: Tag;
  isWritten: boolean;
  hasWritten: boolean;
  isDecided: boolean;
}

/**
 * Decides which branch of each block is written: with given values where they say so, and otherwise as if conditions held.
 * One condition has one answer all over the text, so that what is written out is a document that the server may write:
 * of `{{#x}} … {{/x}}{{^x}} … {{/x}}` one part, and of `if` and `else` one branch.
 * @param tags in order
 * @returns the same tags; blocks that are not closed decide nothing
 */
export function placeTags(tags: readonly Tag[], values: TemplateValues): readonly PlacedTag[] {
  const placed = new Map<Tag, PlacedTag>();
  const assumed = new Map([
    ['true', true],
    ['false', false],
  ]);
  const stack: Block[] = [];
  const place = (tag: Tag, skipTo: number, isDecided: boolean) =>
    placed.set(tag, { ...tag, skipTo, isDecided });

  const holds = (condition: Condition | undefined): { answer: boolean; isDecided: boolean } => {
    if (condition === undefined) return { answer: true, isDecided: false };
    const { expression, isNegated } = condition;
    const given = values.truthOf(expression);
    // Nothing is assumed from inside of what is not written.
    const isWritten = stack.every((block) => block.isWritten);
    if (given === undefined && isWritten && !assumed.has(expression)) assumed.set(expression, !isNegated);
    const answer = given ?? assumed.get(expression) ?? !isNegated;
    return { answer: answer !== isNegated, isDecided: given !== undefined };
  };

  const endBranch = ({ branch, isWritten, isDecided }: Block, at: number) => {
    place(branch, isWritten ? branch.end : at, isDecided);
  };

  for (const tag of tags) {
    const block = tag.kind === 'else' || tag.kind === 'close' ? findBlock(stack, tag) : undefined;
    if (tag.kind === 'open') {
      const { answer, isDecided } = holds(tag.condition);
      stack.push({ opening: tag, branch: tag, isWritten: answer, hasWritten: answer, isDecided });
    } else if (block !== undefined && tag.kind === 'else') {
      endBranch(block, tag.start);
      block.isWritten = true;
      const { answer, isDecided } = block.hasWritten ? NOT_WRITTEN : holds(tag.condition);
      block.branch = tag;
      block.isWritten = answer;
      block.hasWritten ||= answer;
      block.isDecided ||= isDecided;
    } else if (block !== undefined) {
      endBranch(block, tag.start);
      place(tag, tag.end, block.isDecided);
      stack.splice(stack.indexOf(block));
    }
  }
  return tags.map((tag) => placed.get(tag) ?? { ...tag, skipTo: tag.end, isDecided: false });
}

const NOT_WRITTEN = { answer: false, isDecided: false };

/** The block that an `else` or an end belongs to: the innermost of the same language, and in Mustache of the same name. */
function findBlock(stack: readonly Block[], { signs, kind, expression }: Tag): Block | undefined {
  const block = stack.findLast(({ opening }) => opening.signs === signs);
  if (block === undefined || kind === 'else' || signs !== 'braces' || expression === '') return block;
  return stack.findLast(({ opening }) => opening.signs === signs && nameOf(opening) === expression);
}

/** What the end of a Handlebars or Mustache block names: the first word. */
function nameOf({ expression }: Tag): string {
  return /^[>*]?\s*(\S*)/.exec(expression)?.[1] ?? '';
}
