/** What a fixture says of a call: a comment `=> METHOD path` on the line of its literal. */
export interface MarkedCall {
  /** Counted from 1. */
  readonly line: number;
  /** `GET /rest/api/3/issue/{}`, with `?` for a method that is not to be seen, `…` and marks as in {@link showCall}. */
  readonly call: string;
}

/** With an offset, `=-3>` is about the literal three lines above. */
const MARK = /(?:\/\/|#|\/\*|<!--)\s?=(-\d+)?>\s*(.*?)\s*(?:\*\/.*|-->.*)?$/;

/** The calls that a source is marked to have, in the order of lines. */
export function readMarks(source: string): readonly MarkedCall[] {
  return source
    .split('\n')
    .flatMap((text, index) => {
      const mark = MARK.exec(text);
      if (mark === null) return [];
      return [{ line: index + 1 + Number(mark[1] ?? 0), call: mark[2] ?? '' }];
    })
    .toSorted((a, b) => a.line - b.line);
}

interface Call {
  readonly method: string | undefined;
  readonly path: string;
  readonly isOpen: boolean;
  readonly isHost: boolean;
  readonly isGateway: boolean;
}

/** A call as fixtures are marked: `?` for an unknown method, `…` where the path may go on, then how it is made. */
export function showCall({ method, path, isOpen, isHost, isGateway }: Call): string {
  const marks = `${isHost ? ' host' : ''}${isGateway ? ' gateway' : ''}`;
  return `${method ?? '?'} ${path}${isOpen ? '…' : ''}${marks}`;
}
