import { ask, follow, isObject, type JsonObject, textAt } from './api.ts';
import { showDetail } from './detail.ts';
import { element, mark } from './elements.ts';

const MAX_ROWS = 1000;

const rows = byId('rows');
const empty = byId('empty');
const pane = byId('detail');
const state = byId('state');
const filter = byId('filter');
const failed = byId('failed');
const seen = new Set<string>();

filter.addEventListener('input', applyFilter);
failed.addEventListener('change', applyFilter);
byId('clear').addEventListener('click', () => void ask('DELETE'));
follow({
  onExchange: add,
  onCleared: clear,
  onState: (name, label) => {
    state.dataset['state'] = name;
    state.textContent = label;
    // What has passed while nobody listened, and before.
    if (name === 'live') void readAll();
  },
});

async function readAll(): Promise<void> {
  const { exchanges } = await ask('GET');
  if (Array.isArray(exchanges)) exchanges.filter(isObject).forEach(add);
}

function add(exchange: JsonObject): void {
  const id = textAt(exchange, 'id');
  if (id === undefined || seen.has(id)) return;
  seen.add(id);
  const row = rowOf(exchange, id);
  // The latest first, by when they began: some take longer than others.
  const older = [...rows.querySelectorAll('tr')].find(
    ({ dataset: { time = '' } }) => time <= (row.dataset['time'] ?? ''),
  );
  rows.insertBefore(row, older ?? null);
  while (rows.childElementCount > MAX_ROWS) rows.lastElementChild?.remove();
  applyFilter();
}

function clear(): void {
  rows.replaceChildren();
  pane.hidden = true;
  applyFilter();
}

function rowOf(exchange: JsonObject, id: string): HTMLTableRowElement {
  const { verdict, status, durationMs } = exchange;
  const hasFailed =
    status === null || Number(status) >= 400 || (isObject(verdict) && verdict['valid'] === false);
  const [path = ''] = textAt(exchange, 'url')?.split('?') ?? [];
  const open = element('button', 'request', `${textAt(exchange, 'method') ?? ''} ${path}`);
  open.type = 'button';
  open.title = textAt(exchange, 'url') ?? '';
  const row = element(
    'tr',
    hasFailed ? 'failed' : '',
    cell(new Date(textAt(exchange, 'time') ?? '').toLocaleTimeString(undefined, { hour12: false })),
    cell(textAt(exchange, 'kind') ?? ''),
    cell(open),
    cell(
      mark(
        status === null ? 'no answer' : String(status),
        status !== null && Number(status) < 400 ? 'good' : 'bad',
      ),
    ),
    cell(`${Math.round(Number(durationMs))} ms`),
    cell(verdictMark(verdict)),
  );
  row.dataset['time'] = textAt(exchange, 'time') ?? '';
  open.addEventListener('click', () => {
    for (const other of rows.querySelectorAll('tr[aria-selected]')) other.removeAttribute('aria-selected');
    row.setAttribute('aria-selected', 'true');
    void showDetail(pane, id);
  });
  return row;
}

function verdictMark(verdict: unknown): HTMLElement {
  if (!isObject(verdict)) return mark('none', 'plain');
  return verdict['valid'] === true ? mark('valid', 'good') : mark(String(verdict['reason']), 'bad');
}

function cell(content: Node | string): HTMLTableCellElement {
  return element('td', '', content);
}

function applyFilter(): void {
  const wanted = filter instanceof HTMLInputElement ? filter.value.toLowerCase() : '';
  const onlyFailed = failed instanceof HTMLInputElement && failed.checked;
  for (const row of rows.querySelectorAll('tr')) {
    const isWanted = row.textContent.toLowerCase().includes(wanted);
    row.hidden = !isWanted || (onlyFailed && !row.classList.contains('failed'));
  }
  empty.hidden = rows.childElementCount > 0;
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}
