import { isRecord, stringAt } from '../core/json.ts';
import type { Fault, Faults } from './api.ts';
import { inRealm } from './harness-error.ts';
import { listIn } from './realm.ts';
import { ask, type SiteLink } from './site-link.ts';

/** What goes wrong on purpose on a site. */
export function createFaults(link: SiteLink): Faults {
  const { realm } = link;
  return {
    add: (fault) =>
      inRealm(realm, async () => {
        const [added] = await read('POST', fault);
        if (added === undefined) throw new Error('the site has added nothing');
        return added;
      }),
    preset: (name, about = {}) => inRealm(realm, () => read('POST', { ...about, preset: name })),
    list: () => inRealm(realm, () => read('GET')),
    clear: () => inRealm(realm, async () => void (await ask(link, 'DELETE', 'faults'))),
  };

  async function read(method: 'GET' | 'POST', body?: unknown): Promise<readonly Fault[]> {
    const { faults } = await ask(link, method, 'faults', body);
    return listIn(realm, Array.isArray(faults) ? faults.filter(isRecord).map(toFault) : []);
  }

  function toFault(fault: Readonly<Record<string, unknown>>): Fault {
    const text = (name: string) => stringAt(fault, name) ?? '';
    const id = text('id');
    return {
      ...{ id, about: text('about'), what: text('what'), often: text('often') },
      hits: typeof fault['hits'] === 'number' ? fault['hits'] : 0,
      spent: fault['spent'] === true,
      remove: () =>
        inRealm(realm, async () => void (await ask(link, 'DELETE', `faults/${encodeURIComponent(id)}`))),
    };
  }
}
