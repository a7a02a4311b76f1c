import type { Instance } from '../../src/instance/instance.ts';
import { clientOf } from './test-instance.ts';

/** Requests to Jira as people of the site, with paths below its origin, and JSON in and out. */
export function jiraClientOf(instance: Pick<Instance, 'origin'>) {
  const { send } = clientOf(instance);
  const as = (name: string) => async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, path, {
      headers: {
        Authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`,
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { as, admin: as('admin') };
}
