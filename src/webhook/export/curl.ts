import { isUtf8 } from 'node:buffer';
import { quoteForShell } from '../../jwt/signed-request.ts';
import { printable } from '../../report/printable.ts';
import { type Exported, type ExportOptions, pairsOf } from './exported.ts';

/** Longer words are refused by systems. */
const MAX_WORD = 100_000;

/**
 * A script for POSIX shells that sends deliveries with curl. Their tokens are made when it runs, by `connect-kit jwt sign`:
 * one in the script would expire within minutes, and be somebody's to use until then.
 */
export function exportCurl(deliveries: readonly Exported[], options: ExportOptions): string {
  return [
    '#!/bin/sh',
    '# Sends recorded deliveries with curl. Each gets a token of its own when this runs, for which connect-kit takes the',
    '# shared secret from the variable CONNECT_KIT_SECRET.',
    'set -eu',
    `: "\${CONNECT_KIT_SECRET:?is the shared secret of the add-on}"`,
    `BASE_URL=\${BASE_URL:-${quoteForShell(options.to)}}`,
    ...deliveries.map((one) => `\n${exportOne(one, options)}`),
    '',
  ].join('\n');
}

function exportOne({ recording, prepared }: Exported, { to, clientKey }: ExportOptions): string {
  const { method, headers, body, iss, sub } = prepared;
  const key = clientKey ?? iss;
  // It may stand in a comment, which ends with its line.
  const event = printable(recording.event ?? 'unknown event');
  const target = quoteForShell(belowBase(prepared.target, to));
  const signing = [
    ...['connect-kit', 'jwt', 'sign', '--as', 'host', '--method', method],
    ...[
      '--client-key',
      key === undefined ? `"\${CLIENT_KEY:?is the clientKey of the product}"` : quoteForShell(key),
    ],
    ...(sub === undefined ? [] : ['--account-id', quoteForShell(sub)]),
    ...['--base-url', '"$BASE_URL"', '--url', target],
  ].join(' ');
  const isText = isUtf8(body) && !body.includes(0) && body.length <= MAX_WORD;
  const input = isText || body.length === 0 ? '' : `base64 -d <<'END' | `;
  const bodyWords =
    body.length === 0
      ? []
      : isText
        ? ['--data-raw', quoteForShell(Buffer.from(body).toString('utf8'))]
        : ['--data-binary', '@-'];
  const words = [
    ...['curl', '--silent', '--show-error', '--globoff', '--path-as-is', '--output', '/dev/null'],
    ...['--write-out', quoteForShell(`%{http_code} ${event.replace(/[%\\]/g, '$&$&')}\\n`)],
    ...['--request', method, '--header', '"Authorization: JWT $token"'],
    ...pairsOf(headers).flatMap(([name, value]) => ['--header', quoteForShell(headerWord(name, value))]),
    // curl would wait for a go-ahead before it sends a long body.
    ...['--header', 'Expect:'],
    ...bodyWords,
    `"$BASE_URL"${target}`,
  ].join(' ');
  const here = input === '' ? '' : `\n${base64Lines(body)}\nEND`;
  // By itself, so that the script ends where no token could be made.
  const token = `token=$(${signing})`;
  return `# ${recording.time} ${event}\n${token}\n${input}${words}${here}`;
}

/** A header without a value ends with a semicolon. */
function headerWord(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

/** Targets are whole paths; in the script they follow the base URL. */
function belowBase(target: string, to: string): string {
  const basePath = new URL(to).pathname.replace(/\/$/, '');
  return target.slice(basePath.length);
}

function base64Lines(body: Uint8Array): string {
  return (
    Buffer.from(body)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n');
}
