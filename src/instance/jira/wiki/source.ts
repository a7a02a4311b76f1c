import type { AdfNode } from '../adf.ts';
import { hexColour } from './colours.ts';

/** A macro in a text: what is at its place, and where it ends. */
export interface Macro {
  readonly end: number;
  /** Blocks that stand in its place. */
  readonly nodes: readonly AdfNode[];
  /** The colour of what follows; null ends it; undefined says nothing of colours. */
  readonly colour?: string | null;
}

/** A text with its macros, by where they begin. Lines do not end inside of them. */
export interface Source {
  readonly text: string;
  readonly macros: ReadonlyMap<number, Macro>;
}

/** Makes the blocks of a macro that has a body. @param name in lower case */
export type MacroNodes = (name: string, attributes: string, body: string) => readonly AdfNode[];

const OPENING = /\\[^\n]|\{(adf|anchor|code|quote|noformat|panel|color|loremipsum)(?::([^{}\n]*))?\}/gi;

export function createSource(text: string, nodesOf: MacroNodes): Source {
  const macros = new Map<number, Macro>();
  const closings = createSearch(text);
  const opening = new RegExp(OPENING);
  let isColoured = false;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const [whole, written, attributes = ''] = match;
    if (written === undefined) continue;
    const name = written.toLowerCase();
    const end = match.index + whole.length;
    // One that is not closed is empty, and ends where it begins.
    const closing = `{${written}}`;
    const closed = WITHOUT_BODY.has(name) ? -1 : closings(closing, end);
    if (name === 'color') {
      const begins = attributes !== '' && closed !== -1;
      macros.set(match.index, { end, nodes: [], ...colourOf(attributes, begins, isColoured) });
      isColoured = begins;
      continue;
    }
    const after = closed === -1 ? end : closed + closing.length;
    const body = closed === -1 ? '' : text.slice(end, closed);
    const nodes = WITHOUT_BODY.has(name) ? [] : nodesOf(name, attributes, body);
    macros.set(match.index, { end: after, nodes });
    opening.lastIndex = after;
  }
  return { text, macros };
}

const WITHOUT_BODY = new Set(['anchor', 'loremipsum']);

function colourOf(attributes: string, begins: boolean, isColoured: boolean): Pick<Macro, 'colour'> {
  if (begins) return { colour: hexColour(attributes) ?? '#000000' };
  return isColoured ? { colour: null } : {};
}

/**
 * Finds what comes next in a text, going from place to place and never back: what was found further on is still next, and
 * what was not found stays away.
 */
export function createSearch(text: string): (wanted: string, from: number) => number {
  const known = new Map<string, number>();
  return (wanted, from) => {
    const last = known.get(wanted);
    if (last === -1 || (last !== undefined && last >= from)) return last;
    const found = text.indexOf(wanted, from);
    known.set(wanted, found);
    return found;
  };
}

export interface Line {
  readonly start: number;
  readonly end: number;
}

/** The lines between two places. */
export function linesOf({ text, macros }: Source, from: number, to: number): readonly Line[] {
  const lines: Line[] = [];
  let start = from;
  for (let at = from; at < to; at += 1) {
    const macro = text[at] === '{' ? macros.get(at) : undefined;
    if (macro !== undefined) at = macro.end - 1;
    if (macro !== undefined || text[at] !== '\n') continue;
    lines.push({ start, end: at });
    start = at + 1;
  }
  return [...lines, { start, end: to }];
}

/** The first place of a line that is no white space; its end where there is none. */
export function skipSpace(text: string, { start, end }: Line): number {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at += 1;
  return at;
}
