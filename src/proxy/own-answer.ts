import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml } from './escape-html.ts';

/** What the proxy itself answers, where nothing comes from the add-on. */
export interface OwnAnswer {
  readonly status: number;
  /** Stable and machine-readable, for instance `addon-unreachable`. */
  readonly code: string;
  readonly message: string;
  readonly nextSteps?: readonly string[];
}

/** Tells what the proxy itself says from what an add-on answers with the same status. */
const MARK = 'X-Connect-Kit-Answer';

const TITLES: Readonly<Record<number, string>> = {
  400: 'This request cannot be passed on',
  403: 'Not the address of this add-on',
  501: 'This request cannot be passed on',
  502: 'The add-on does not answer',
  504: 'The add-on takes too long',
};

/** Answers with a page for browsers and JSON for everybody else. */
export function answerOneself(request: IncomingMessage, response: ServerResponse, answer: OwnAnswer): void {
  const { type, body } = renderOwnAnswer(request, answer);
  response.writeHead(answer.status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    [MARK]: answer.code,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function renderOwnAnswer(
  { headers }: IncomingMessage,
  { status, code, message, nextSteps = [] }: OwnAnswer,
): { readonly type: string; readonly body: string } {
  if (!wantsPage(headers.accept)) {
    return {
      type: 'application/json; charset=utf-8',
      body: `${JSON.stringify({ version: 1, error: { code, message: `connect-kit: ${message}`, nextSteps } })}\n`,
    };
  }
  const title = TITLES[status] ?? 'connect-kit';
  const steps = nextSteps.map((step) => `<li>${escapeHtml(step)}</li>`).join('');
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#172b4d;background:#fff}
small{color:#626f86}@media (prefers-color-scheme:dark){body{color:#c7d1db;background:#1d2125}small{color:#8c9bab}}</style></head>
<body><h1>${title}</h1><p>${escapeHtml(message)}</p>${steps === '' ? '' : `<ul>${steps}</ul>`}
<small>connect-kit's proxy, in front of the add-on: ${status} ${code}</small></body></html>
`,
  };
}

/** Browsers name HTML; programs take anything, or JSON. */
function wantsPage(accept: string | undefined): boolean {
  return /\btext\/html\b/i.test(accept ?? '');
}
