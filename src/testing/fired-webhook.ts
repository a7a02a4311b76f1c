import { isRecord, stringAt } from '../core/json.ts';
import type { FiredWebhook, FireOptions, JsonRecord, WebhookDelivery } from './api.ts';
import { harnessError } from './harness-error.ts';
import { listIn, type Realm } from './realm.ts';
import { ask, type SiteLink } from './site-link.ts';

/** @param addonPath of the add-on, below the control API */
export async function fireWebhook(
  link: SiteLink,
  addonPath: string,
  event: string,
  overrides: JsonRecord,
  options: FireOptions,
): Promise<FiredWebhook> {
  const { realm } = link;
  const { deliveries } = await ask(link, 'POST', `${addonPath}/fire`, { ...options, event, overrides });
  const all = Array.isArray(deliveries)
    ? deliveries.filter(isRecord).map((delivery) => toDelivery(delivery, realm))
    : [];
  const [first] = all;
  if (first !== undefined) return { ...first, all: listIn(realm, all) };
  throw harnessError(realm, `${event} was sent to no webhook.`, { code: 'addon-not-listening' });
}

function toDelivery(delivery: JsonRecord, realm: Realm): WebhookDelivery {
  const { last, request, answer, nextTry } = delivery;
  const status = numberAt(last, 'status');
  const sent = stringAt(request, 'body') ?? '';
  return {
    status,
    ok: status !== undefined && status >= 200 && status < 300,
    message: stringAt(last, 'message') ?? '',
    request: {
      url: stringAt(request, 'url') ?? stringAt(delivery, 'url') ?? '',
      headers: readHeaders(isRecord(request) ? request['headers'] : undefined),
      body: sent === '' ? undefined : realm.parse(sent),
    },
    response: isRecord(answer) ? toResponse(answer) : undefined,
    nextTry: typeof nextTry === 'string' ? new Date(nextTry) : undefined,
  };
}

function toResponse(answer: JsonRecord): NonNullable<WebhookDelivery['response']> {
  const text = stringAt(answer, 'body') ?? '';
  return {
    status: numberAt(answer, 'status') ?? 0,
    headers: readHeaders(answer['headers']),
    text: () => text,
  };
}

/** @param pairs names and values by turns */
function readHeaders(pairs: unknown): Headers {
  const headers = new Headers();
  if (!Array.isArray(pairs)) return headers;
  for (let at = 0; at + 1 < pairs.length; at += 2) headers.append(String(pairs[at]), String(pairs[at + 1]));
  return headers;
}

function numberAt(value: unknown, name: string): number | undefined {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'number' ? found : undefined;
}
