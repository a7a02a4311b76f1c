import { SEED_PEOPLE } from '../../src/instance/people/people.ts';
import { clientOf, startTestInstance } from './test-instance.ts';

export interface JiraAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and what is not there fails the test
  readonly body: any;
  readonly headers: Headers;
}

/** A dev instance, and Jira's REST API as one of its people uses it. */
export async function startJira(options: Parameters<typeof startTestInstance>[0] = {}) {
  const instance = await startTestInstance(options);
  return { instance, ...jiraClientOf(instance) };
}

export function jiraClientOf(instance: Parameters<typeof clientOf>[0]) {
  const client = clientOf(instance);
  const as =
    (name: string) =>
    async (method: string, path: string, body?: unknown): Promise<JiraAnswer> => {
      const answer = await client.send(method, `/rest/api/3${path}`, {
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
export async function read(answer: Response): Promise<JiraAnswer> {
  const text = await answer.text();
  const isJson = (answer.headers.get('Content-Type') ?? '').includes('json') && text !== '';
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

/** The account of one of the people of a new site. */
export function accountOf(username: string): string {
  return SEED_PEOPLE.find((person) => person.username === username)?.accountId ?? '';
}
