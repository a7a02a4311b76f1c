const EXCHANGES = '/api/exchanges';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function textAt(value: unknown, name: string): string | undefined {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** The inspector's token, which proves that a request comes from this page. */
const token = document.querySelector<HTMLMetaElement>('meta[name=connect-kit-token]')?.content ?? '';

/** @throws {Error} in the server's words when it refuses */
export async function ask(method: string, path = ''): Promise<JsonObject> {
  const response = await fetch(`${EXCHANGES}${path}`, {
    method,
    headers: method === 'GET' ? {} : { 'X-Connect-Kit-Inspector': token },
  });
  const text = await response.text();
  const body: unknown = text === '' ? {} : JSON.parse(text);
  const answer = isObject(body) ? body : {};
  if (!response.ok) throw new Error(textAt(answer['error'], 'message') ?? `HTTP ${response.status}`);
  return answer;
}

export interface StreamHandlers {
  readonly onExchange: (exchange: JsonObject) => void;
  readonly onCleared: () => void;
  readonly onState: (state: 'live' | 'lost', label: string) => void;
}

/** Follows what passes; after a break, what has passed meanwhile is for the caller to read. */
export function follow({ onExchange, onCleared, onState }: StreamHandlers): void {
  const stream = new EventSource('/api/stream');
  stream.addEventListener('open', () => onState('live', 'Live'));
  stream.addEventListener('error', () => onState('lost', 'Disconnected, trying again…'));
  stream.addEventListener('cleared', onCleared);
  stream.addEventListener('exchange', ({ data }) => {
    const exchange: unknown = JSON.parse(String(data));
    if (isObject(exchange)) onExchange(exchange);
  });
}
