import { UsageError } from '../core/errors.ts';

/** Names of properties and places in lists, from the outermost on. */
export type BodyPath = readonly (string | number)[];

/**
 * Reads a path into a JSON body: `issue.fields.summary`, `changelog.items[0].field`, `["a.b"].c`, or a JSON pointer
 * (RFC 6901), which begins with a slash.
 * @throws {UsageError} `path-invalid`
 */
export function parseBodyPath(text: string): BodyPath {
  if (text.startsWith('/')) return text.slice(1).split('/').map(unescapePointer);
  const path: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const step = STEP.exec(rest);
    const { word, index, quoted } = step?.groups ?? {};
    // A dot stands between names: neither in front of the first, nor before a bracket, nor at the end.
    const hasDot = rest.startsWith('.');
    if (step === null || hasDot !== (path.length > 0 && word !== undefined)) throw invalid(text);
    if (word !== undefined) path.push(word);
    else if (index !== undefined) path.push(Number(index));
    else path.push(unquote(quoted ?? '', text));
    rest = rest.slice(step[0].length);
  }
  if (path.length === 0) throw invalid(text);
  return path;
}

const STEP = /^(?:\.?(?<word>[^.[\]"]+)|\[(?<index>\d{1,9})\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\])/;

/** A path as people write it. */
export function printBodyPath(path: BodyPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[^.[\]"]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

function unescapePointer(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function unquote(quoted: string, text: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch (cause) {
    throw invalid(text, cause);
  }
}

function invalid(text: string, cause?: unknown): UsageError {
  return new UsageError('path-invalid', `${JSON.stringify(text)} is no path into a body.`, {
    nextSteps: ['Write it as issue.fields.summary, changelog.items[0].field, or /issue/fields/summary.'],
    cause,
  });
}
