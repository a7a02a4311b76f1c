import { isRecord } from '../../src/core/json.ts';
import type { ConfluenceEvent } from '../../src/instance/confluence/events.ts';
import { startTestInstance } from './test-instance.ts';

/** A dev instance, and requests to its Confluence as one of its people. */
export async function startConfluence() {
  const instance = await startTestInstance();
  const events: ConfluenceEvent[] = [];
  instance.services.confluence.subscribe((event) => events.push(event));

  async function call(name: string, method: string, path: string, body?: unknown) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${instance.origin}/wiki${path}`, {
      method,
      redirect: 'manual',
      headers: {
        Authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`,
        ...(isForm ? { 'X-Atlassian-Token': 'no-check' } : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json') === true;
    const json: unknown = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }

  return {
    instance,
    /** The names of the events since the last time that they were asked for. */
    takeEvents: () => events.splice(0).map(({ type }) => type),
    as: (name: string) => (method: string, path: string, body?: unknown) => call(name, method, path, body),
    admin: (method: string, path: string, body?: unknown) => call('admin', method, path, body),
  };
}

/** A value inside of JSON: `at(json, 'results', 0, 'id')`. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inside, step) => {
    if (Array.isArray(inside)) return inside[Number(step)];
    return isRecord(inside) ? inside[step] : undefined;
  }, value);
}

/** The values of a field in the results of a list. */
export function resultsOf(json: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const results = at(json, 'results');
  return Array.isArray(results) ? results.map((one: unknown) => at(one, ...path)) : [];
}
