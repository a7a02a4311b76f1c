import type { Label, Owner } from '../types.ts';
import type { JsonContext } from './common.ts';

export function labelV1({ id, prefix, name }: Label) {
  return { prefix, name, id: String(id), label: name };
}

/** The labels of something, as they are written inside of it. */
export function labelsV1(owner: Owner, { confluence, host }: JsonContext) {
  const results = confluence.labels.of(owner).map(labelV1);
  return {
    results,
    start: 0,
    limit: 200,
    size: results.length,
    _links: { self: `${host.baseUrl}/rest/api/${owner.type}/${owner.id}/label` },
  };
}
