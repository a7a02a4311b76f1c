import { shortUrl } from '../../../../core/short-url.ts';
import type { ExchangeView } from '../../views.ts';
import { send } from '../api.ts';
import { isObject } from '../json.ts';
import { attempt, onActions } from './actions.ts';

const TRAFFIC = '/_connect-kit/api/traffic';
const MAX_ROWS = 500;

/** Fills the traffic page and keeps following; the newest exchange is at the top. */
export function followTraffic(): void {
  const rows = document.getElementById('traffic-rows');
  if (rows === null) return;
  const seen = new Set<string>();
  const add = (exchange: ExchangeView) => {
    if (seen.has(exchange.id)) return;
    seen.add(exchange.id);
    rows.prepend(renderExchange(exchange));
    while (rows.childElementCount > MAX_ROWS) rows.lastElementChild?.remove();
    applyFilter();
    updateEmptiness(rows);
  };
  onActions({
    'clear-traffic': () => {
      rows.replaceChildren();
      updateEmptiness(rows);
    },
  });
  document.querySelector('#traffic-filter')?.addEventListener('submit', (event) => event.preventDefault());
  document.querySelector('#traffic-filter')?.addEventListener('input', applyFilter);
  // The stream first, so that nothing falls between the list and it; what is in both is shown once.
  follow(add);
  attempt('The traffic so far could not be read', async () => {
    for (const exchange of exchangesIn(await send('GET', TRAFFIC))) add(exchange);
  });
}

function follow(add: (exchange: ExchangeView) => void): void {
  const stream = new EventSource(`${TRAFFIC}/stream`);
  stream.addEventListener('open', () => setState('live', 'Live'));
  stream.addEventListener('error', () => setState('lost', 'Disconnected, trying again…'));
  stream.addEventListener('message', ({ data }) => {
    const exchange: unknown = JSON.parse(String(data));
    if (isExchange(exchange)) add(exchange);
  });
}

function setState(state: string, label: string): void {
  const element = document.getElementById('traffic-state');
  if (element === null) return;
  element.dataset['state'] = state;
  element.textContent = label;
}

function exchangesIn(answer: unknown): readonly ExchangeView[] {
  return isObject(answer) && Array.isArray(answer['exchanges']) ? answer['exchanges'].filter(isExchange) : [];
}

function isExchange(value: unknown): value is ExchangeView {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['url'] === 'string';
}

function renderExchange(exchange: ExchangeView): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.dataset['kind'] = exchange.kind;
  const app = exchange.addonKey ?? 'app';
  const parties = exchange.direction === 'to-addon' ? `product → ${app}` : `${app} → product`;
  row.append(
    cell(new Date(exchange.time).toLocaleTimeString(undefined, { hour12: false }), 'ck-subtle'),
    cell(parties),
    cell(lozenge(exchange.kind, '')),
    requestCell(exchange),
    cell(statusLozenge(exchange)),
    cell(`${Math.round(exchange.durationMs)} ms`, 'ck-subtle'),
    verdictCell(exchange),
  );
  return row;
}

function requestCell({ method, url, note, faults }: ExchangeView): HTMLTableCellElement {
  const code = document.createElement('code');
  code.textContent = `${method} ${shortUrl(url)}`;
  code.title = url;
  const result = cell(code, 'ck-request');
  if (note !== undefined) result.append(small(note));
  if (faults !== undefined) result.append(small(`fault ${faults.join('; ')}`));
  return result;
}

function statusLozenge({ status }: ExchangeView): HTMLElement {
  if (status === null) return lozenge('no answer', 'aui-lozenge-error');
  return lozenge(String(status), status < 400 ? 'aui-lozenge-success' : 'aui-lozenge-error');
}

function verdictCell({ verdict }: ExchangeView): HTMLTableCellElement {
  if (verdict === null) return cell('none', 'ck-subtle');
  if (verdict.valid) return cell(lozenge('valid', 'aui-lozenge-success'));
  const result = cell(lozenge(verdict.reason, 'aui-lozenge-error'));
  result.append(small(verdict.message));
  return result;
}

function cell(content: string | Node, className = ''): HTMLTableCellElement {
  const element = document.createElement('td');
  element.className = className;
  element.append(content);
  return element;
}

function lozenge(text: string, className: string): HTMLElement {
  const element = document.createElement('span');
  element.className = `aui-lozenge aui-lozenge-subtle ${className}`.trim();
  element.textContent = text;
  return element;
}

function small(text: string): HTMLElement {
  const element = document.createElement('small');
  element.textContent = text;
  return element;
}

function applyFilter(): void {
  const wanted = document.querySelector<HTMLInputElement>('#traffic-filter input')?.value.toLowerCase() ?? '';
  for (const row of document.querySelectorAll<HTMLElement>('#traffic-rows > tr')) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
  }
}

function updateEmptiness(rows: HTMLElement): void {
  const notice = document.getElementById('traffic-empty');
  if (notice !== null) notice.hidden = rows.childElementCount > 0;
}
