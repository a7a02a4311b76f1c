import { shortUrl } from '../core/short-url.ts';
import type { Exchange } from '../proxy/exchange.ts';
import type { Message } from '../proxy/message.ts';
import type { Palette } from '../terminal/palette.ts';

/** Scripts, styles, the descriptor and other requests without a token would drown what matters. */
export function isWorthALine({ verdict, kind, status, faults }: Exchange): boolean {
  if (faults !== undefined) return true;
  if (kind === 'descriptor') return false;
  return verdict !== null || kind !== 'other' || status === null;
}

/** One line: when, which way, what, how it ended, what the token was worth, and which faults had a part in it. */
export function renderExchange(exchange: Exchange, { dim, success, danger, warning }: Palette): string {
  const { time, direction, kind, method, url, status, durationMs, verdict, note, faults } = exchange;
  const isFine = status !== null && status < 400;
  const parts = [
    dim(time.slice(11, 19)),
    direction === 'to-addon' ? '→ add-on ' : '← product',
    kind.padEnd(11),
    `${method} ${shorten(url)}`,
    (isFine ? success : danger)(status === null ? 'no answer' : String(status)),
    dim(`${durationMs} ms`),
    verdict === null
      ? dim('no token')
      : verdict.valid
        ? `${success('✓')} ${dim(verdict.message)}`
        : `${danger('✗')} ${verdict.reason}: ${verdict.message}`,
    ...(faults === undefined ? [] : [warning(`fault ${faults.join('; ')}`)]),
    ...(note === undefined || verdict?.valid === false || faults !== undefined ? [] : [warning(note)]),
  ];
  return parts.join('  ');
}

/** What was sent and what was answered, below the line of the exchange. */
export function renderMessages({ request, response }: Exchange, palette: Palette): string {
  const parts = [
    ...(request === undefined ? [] : [renderMessage('>', request, palette)]),
    ...(response === undefined ? [] : [renderMessage('<', response, palette)]),
  ];
  return parts.join('\n');
}

function renderMessage(mark: string, { headers, body, bodyNote }: Message, { dim }: Palette): string {
  const lines = [
    ...Object.entries(headers).map(([name, value]) => dim(`${name}: ${value}`)),
    ...(body === undefined ? [] : ['', ...printable(body).split('\n')]),
    ...(bodyNote === undefined ? [] : [dim(`(${bodyNote})`)]),
  ];
  return lines.map((line) => `  ${dim(mark)} ${line}`.trimEnd()).join('\n');
}

/** JSON is easier to read over several lines; and no body may steer the terminal. */
function printable(body: string): string {
  return indent(body).replace(/[^\n\t\P{Cc}]/gu, '\u{fffd}');
}

function indent(body: string): string {
  if (!/^\s*[[{]/.test(body)) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function shorten(url: string): string {
  const shown = shortUrl(url);
  return shown.length > 100 ? `${shown.slice(0, 99)}…` : shown;
}
