import type { Instance } from '../../src/instance/instance.ts';
import { SEED_PEOPLE } from '../../src/instance/people/people.ts';
import { clientOf, startTestInstance } from './test-instance.ts';

export interface JiraAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and what is not there fails the test
  readonly body: any;
}

/** Calls of Jira's REST API by people of an instance, below the version of the API. */
export function jiraClientOf(instance: Pick<Instance, 'origin'>, version = '3') {
  const client = clientOf(instance);
  const as =
    (name: string) =>
    async (method: string, path: string, body?: unknown): Promise<JiraAnswer> => {
      const answer = await client.send(method, `/rest/api/${version}${path}`, {
        headers: {
          Authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`,
          'Content-Type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: await read(answer) };
    };
  return { client, as, admin: as('admin'), mia: as('mia'), tomas: as('tomas') };
}

/** An instance of its own for a test, and its people. */
export async function startJira(options: Parameters<typeof startTestInstance>[0] = {}) {
  const instance = await startTestInstance(options);
  return { instance, ...jiraClientOf(instance) };
}

/** The account of one of the people of a new site. */
export function accountOf(username: string): string {
  return SEED_PEOPLE.find((person) => person.username === username)?.accountId ?? '';
}

/** What came back, as JSON where it is. */
export async function read(answer: Response): Promise<JiraAnswer['body']> {
  const text = await answer.text();
  if (text === '') return undefined;
  return answer.headers.get('Content-Type')?.includes('json') === true ? JSON.parse(text) : text;
}
