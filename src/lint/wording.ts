import { fromPointer } from './json-pointer.ts';

/** What the person sees of a pointer: `webPanels[0].name`, or `the descriptor` for the root. */
export function nameOf(pointer: string): string {
  const segments = fromPointer(pointer);
  const own = segments[0] === 'modules' && segments.length > 1 ? segments.slice(1) : segments;
  const name = own.map((segment, index) =>
    /^\d+$/.test(segment) ? `[${segment}]` : `${index === 0 ? '' : '.'}${segment}`,
  );
  return name.length === 0 ? 'the descriptor' : name.join('');
}

/** The value as JSON, cut where it is long. */
export function quote(data: unknown): string {
  const text = JSON.stringify(data) ?? String(data);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** For the beginning of a sentence; names of properties stay as they are. */
export function capitalize(text: string): string {
  return text.startsWith('the ') ? `T${text.slice(1)}` : text;
}

/** A hint, where there is a suggestion. */
export function didYouMean(suggestion: string | undefined, suffix = ''): { hint?: string } {
  return suggestion === undefined ? {} : { hint: `Did you mean "${suggestion}"${suffix}?` };
}
