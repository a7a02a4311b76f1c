import { ask, isObject, type JsonObject, textAt } from './api.ts';
import { button, element, mark } from './elements.ts';

const RESEND_LABELS: Readonly<Record<string, string>> = {
  'signed-afresh': 'Send again, signed afresh',
  'with-its-token': 'Send again with its old token',
  'without-token': 'Send again',
};

/** Fills the pane with all that is known of one exchange. */
export async function showDetail(pane: HTMLElement, id: string): Promise<void> {
  const detail = await ask('GET', `/${id}`).catch((error: unknown) => ({ problem: String(error) }));
  pane.hidden = false;
  if ('problem' in detail) {
    pane.replaceChildren(element('p', 'bad', String(detail.problem)));
    return;
  }
  const { exchange, token, explanation } = detail;
  if (!isObject(exchange)) return;
  const method = textAt(exchange, 'method') ?? '';
  pane.replaceChildren(
    element('h2', '', `${method} ${textAt(exchange, 'url')?.split('?')[0] ?? ''}`),
    actionsOf(detail, id),
    ...verdictOf(exchange),
    ...(isObject(explanation) ? explanationOf(explanation) : []),
    ...(isObject(token) ? [section('Token, without its signature', pretty(token))] : []),
    section('Address', textAt(exchange, 'url') ?? ''),
    ...messageOf('Request', exchange['request']),
    ...messageOf('Answer', exchange['response']),
  );
  pane.scrollTop = 0;
}

function actionsOf(detail: JsonObject, id: string): HTMLElement {
  const outcome = element('output', '');
  const run = (action: string, said: (answer: JsonObject) => string) => () => {
    outcome.textContent = '…';
    ask('POST', `/${id}/${action}`).then(
      (answer) => {
        outcome.textContent = said(answer);
      },
      (error: unknown) => {
        outcome.textContent = error instanceof Error ? error.message : String(error);
      },
    );
  };
  const resend = RESEND_LABELS[String(detail['resend'])];
  return element(
    'div',
    'actions',
    ...(resend === undefined
      ? []
      : [
          button(
            resend,
            run('send', ({ status }) => `Answered ${status}.`),
          ),
        ]),
    ...(detail['canBeRecorded'] === true
      ? [
          button(
            'Save as recording',
            run('record', ({ file }) => `Saved as ${file}.`),
          ),
        ]
      : []),
    outcome,
  );
}

function verdictOf(exchange: JsonObject): readonly HTMLElement[] {
  const { verdict, note, faults } = exchange;
  const said = isObject(verdict)
    ? [
        element(
          'p',
          'verdict',
          mark(
            verdict['valid'] === true ? 'valid' : String(verdict['reason']),
            verdict['valid'] === true ? 'good' : 'bad',
          ),
          ` ${textAt(verdict, 'message') ?? ''}`,
        ),
      ]
    : [element('p', 'verdict', mark('no token', 'plain'))];
  if (typeof note === 'string') said.push(element('p', 'note', note));
  if (Array.isArray(faults)) said.push(element('p', 'note', `Faults: ${faults.join('; ')}`));
  return said;
}

function explanationOf({ outcome, causes, expected, claimed }: JsonObject): readonly HTMLElement[] {
  const found = Array.isArray(causes) ? causes.filter(isObject) : [];
  const lines = found.flatMap(({ mistakes }) =>
    (Array.isArray(mistakes) ? mistakes : []).map((mistake) =>
      element(
        'li',
        '',
        [textAt(mistake, 'title'), textAt(mistake, 'detail'), textAt(mistake, 'mend')]
          .filter(Boolean)
          .join('. '),
      ),
    ),
  );
  const none = element('p', '', 'No known mistake yields this hash: the token was made for another request.');
  return [
    element('h3', '', 'Why the hash does not match'),
    outcome === 'unknown' || lines.length === 0 ? none : element('ul', '', ...lines),
    section('This request, as it is hashed', textAt(expected, 'canonicalRequest') ?? ''),
    ...(textAt(claimed, 'canonicalRequest') === undefined
      ? []
      : [section('What the signer hashed', textAt(claimed, 'canonicalRequest') ?? '')]),
  ];
}

function messageOf(title: string, message: unknown): readonly HTMLElement[] {
  if (!isObject(message)) return [];
  const headers = isObject(message['headers']) ? Object.entries(message['headers']) : [];
  const body = textAt(message, 'body');
  const bodyNote = textAt(message, 'bodyNote');
  return [
    section(`${title}: headers`, headers.map(([name, value]) => `${name}: ${value}`).join('\n')),
    ...(body === undefined ? [] : [section(`${title}: body`, indented(body))]),
    ...(bodyNote === undefined ? [] : [element('p', 'note', bodyNote)]),
  ];
}

function section(title: string, text: string): HTMLElement {
  const made = element('details', '', element('summary', '', title), element('pre', '', text));
  made.open = true;
  return made;
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function indented(body: string): string {
  try {
    return pretty(JSON.parse(body));
  } catch {
    return body;
  }
}
