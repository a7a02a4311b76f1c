import { SEED_PEOPLE } from '../../src/instance/people/people.ts';
import { clientOf, startTestInstance } from './test-instance.ts';

/** A dev instance, and Jira's REST API as its people use it. */
export async function startJira(options: Parameters<typeof startTestInstance>[0] = {}) {
  const instance = await startTestInstance(options);
  return { instance, ...jiraClientOf(instance) };
}

/** Calls of Jira's REST API by people of an instance, below the version of the API. */
export function jiraClientOf(instance: Parameters<typeof clientOf>[0], version = '3') {
  const client = clientOf(instance);
  const as = (name: string) => async (method: string, path: string, body?: unknown) => {
    const answer = await client.send(method, `/rest/api/${version}${path}`, {
      headers: {
        Authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`,
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return read(answer);
  };
  return { client, as, admin: as('admin'), mia: as('mia'), tomas: as('tomas') };
}

/** What came back, as JSON where it is. */
export async function read(answer: Response) {
  const text = await answer.text();
  const isJson = (answer.headers.get('Content-Type') ?? '').includes('json') && text !== '';
  return { status: answer.status, body: isJson ? JSON.parse(text) : undefined };
}

/** The account of one of the people of a new site. */
export function accountOf(username: string): string {
  return SEED_PEOPLE.find((person) => person.username === username)?.accountId ?? '';
}
