import { judgeAddonRequest } from '../instance/judge-addon-request.ts';
import type { RunningSite } from '../instance/running-site.ts';
import { recordMessage, redactUrl } from '../proxy/message.ts';
import type { ModuleLoad, TrafficSource } from './site-link.ts';

/** The traffic of a site in this process. Nothing stands before its add-ons, so what the harness loads from them is noted by itself. */
export function createLocalTraffic(site: RunningSite): TrafficSource {
  return {
    list: async () => site.services.traffic.list(),
    follow: async (listener) => site.services.traffic.subscribe(listener),
    clear: async () => site.services.traffic.clear(),
    noteModule: (load) => noteModule(load, site),
  };
}

async function noteModule(load: ModuleLoad, { services }: RunningSite): Promise<void> {
  const { url, startedAt, durationMs, requestHeaders, answer, note } = load;
  const { pathname, search } = new URL(url);
  const judgement = await judgeAddonRequest(
    { method: 'GET', url: `${pathname}${search}`, headers: {} },
    services,
  );
  const { kind = 'module', addonKey = null, verdict = null, product, faults } = judgement ?? {};
  services.traffic.add({
    time: new Date(startedAt).toISOString(),
    direction: 'to-addon',
    // Modules that are cacheable carry nothing that tells them from other requests.
    kind: kind === 'other' ? 'module' : kind,
    method: 'GET',
    url: redactUrl(url),
    status: answer?.status ?? null,
    ...{ durationMs, addonKey, verdict },
    ...(product === undefined ? {} : { product }),
    ...(faults === undefined ? {} : { faults }),
    ...(note === undefined ? {} : { note }),
    request: recordMessage(Object.entries(requestHeaders), undefined),
    ...(answer === undefined ? {} : { response: recordMessage([...answer.headers], answer.text) }),
  });
}
