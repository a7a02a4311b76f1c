import type { Instance } from '../../src/instance/instance.ts';
import { clientOf, startTestInstance } from './test-instance.ts';

/** Calls of Jira's REST API by people of an instance, below the version of the API. */
export function jiraClientOf(instance: Pick<Instance, 'origin'>, version = '3') {
  const client = clientOf(instance);
  const as = (name: string) => async (method: string, path: string, body?: unknown) => {
    const answer = await client.send(method, `/rest/api/${version}${path}`, {
      headers: {
        Authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`,
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { as, admin: as('admin'), mia: as('mia'), tomas: as('tomas') };
}

/** An instance of its own for a test, and its people. */
export async function startJira(options: Parameters<typeof startTestInstance>[0] = {}) {
  const instance = await startTestInstance(options);
  return { instance, ...jiraClientOf(instance) };
}
