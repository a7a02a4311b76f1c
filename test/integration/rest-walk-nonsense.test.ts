import { describe, expect, it } from 'vitest';
import { coverageOf } from '../support/rest-coverage.ts';
import { bodyOf } from '../support/rest-requests.ts';
import { createSamples, fillPath } from '../support/rest-samples.ts';
import { faultsOf, plain, type Step, shown, versionsOf, walk } from '../support/rest-walk.ts';
import { createSiteApp } from '../support/site-app.ts';
import { soak } from '../support/soak.ts';
import { startTestInstance } from '../support/test-instance.ts';

const OPERATIONS = coverageOf(await createSiteApp()).flatMap(({ operations }) => operations);
const EMULATED = OPERATIONS.filter(({ isEmulated }) => isEmulated);
const HEADERS = {
  ...{ Authorization: `Basic ${btoa('admin:admin')}`, 'Content-Type': 'application/json' },
  'X-Atlassian-Token': 'no-check',
};

/** Values that no parameter has a use for, as they stand in a path. */
const NONSENSE = [
  ...[
    'unknown',
    '0',
    '-1',
    '1.5',
    '999999999999999999999999',
    '1e9',
    'NaN',
    'null',
    '__proto__',
    'constructor',
  ],
  ...[
    '%F0%9F%92%A5%C3%BC',
    '%27%20OR%201%3D1%20--',
    '%22%2C%22%24ne%22',
    '%25',
    '%00',
    '%ff',
    '%2f',
    '%2e%2e%2f',
    '*',
    '(',
    ',',
  ],
  ...['x'.repeat(3_000), 'DEMO-999999999', 'DEMO-', '10000%0d%0aX%3A%20y'],
];
/** What is no use as a query, whatever it is asked of. */
const QUERIES = [
  'startAt=-1&maxResults=-1&start=-1&limit=-1',
  'startAt=1e99&maxResults=x&start=x&limit=999999999999999999999&cursor=x&nextPageToken=x',
  'expand=__proto__,constructor,,%00&fields=*all,-,__proto__&properties=%00&orderBy=__proto__&sort=x',
  'jql=%28%28%28&cql=%28%28%28&query=%27%25_&accountId=%00&username=x&key=%00&id=%00&id=x&type=%00&status=%00',
  'body-format=x&status=nonsense&title=%00&spaceKey=%00&postingDay=x&cql=type%3D&version=x&depth=x',
];
const WRONG_BODIES = [
  ...[
    '',
    'null',
    '[]',
    '[null]',
    '"x"',
    '1',
    '{',
    '{"a":1}x',
    '\ufeff{}',
    '{"__proto__":{"a":1},"constructor":1}',
  ],
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `{"fields":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
];

/** In turn: each value meets a part of the operations, or all of them. */
function nonsenseFor(index: number): readonly string[] {
  const parts = soak(4, 1);
  return NONSENSE.filter((_, at) => at % parts === index % parts);
}

describe('every emulated operation', () => {
  it('answers nonsense in its path', async () => {
    const instance = await startTestInstance();
    const steps = EMULATED.filter(({ path }) => path.includes('{')).flatMap((operation, index) =>
      nonsenseFor(index).map((value, at) => {
        const versions = versionsOf(operation);
        const template = versions[(index + at) % versions.length] ?? operation.path;
        return step(
          operation,
          template.replaceAll(/\{[^}]+\}/g, () => value),
        );
      }),
    );
    await expectNoFaults(instance.origin, steps);
  });

  it('answers nonsense beside what there is', async () => {
    const instance = await startTestInstance();
    const samples = await createSamples(instance);
    const reads = EMULATED.filter(({ method }) => method === 'GET');
    const queries = reads.flatMap((operation) => {
      const path = fillPath(operation.path, samples) ?? plain(operation.path);
      return QUERIES.map((query) => step(operation, `${path}?${query}`));
    });
    await expectNoFaults(instance.origin, queries);
    // The last parameter is wrong, and those before it name what is there.
    const isInner = ({ path }: Step['operation']) => (path.match(/\{/g) ?? []).length > 1;
    const inner = EMULATED.filter(isInner).flatMap((operation, index) => {
      const last = operation.path.lastIndexOf('{');
      const before = fillPath(operation.path.slice(0, last), samples);
      const after = operation.path.slice(last).replaceAll(/\{[^}]+\}/g, '{}');
      return before === undefined
        ? []
        : nonsenseFor(index).map((value) =>
            step(operation, `${before}${after.replaceAll('{}', () => value)}`),
          );
    });
    await expectNoFaults(instance.origin, inner);
  });

  it('answers bodies that are none of its', async () => {
    const instance = await startTestInstance();
    const samples = await createSamples(instance);
    const writes = EMULATED.filter(({ method }) => method === 'POST' || method === 'PUT');
    const steps = writes.flatMap((operation) => {
      const path = fillPath(operation.path, samples) ?? plain(operation.path);
      return [...WRONG_BODIES, ...spoiled(bodyOf(operation))].map((body) => ({
        ...step(operation, path),
        body,
      }));
    });
    await expectNoFaults(instance.origin, steps);
  });

  it('answers a form where it takes JSON, and JSON where it takes a form', async () => {
    const instance = await startTestInstance();
    const samples = await createSamples(instance);
    const writes = EMULATED.filter(({ method }) => method === 'POST' || method === 'PUT');
    const steps = writes.flatMap((operation) => {
      const path = fillPath(operation.path, samples) ?? plain(operation.path);
      return [
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        'text/plain',
        'application/x-www-form-urlencoded',
      ].map((type) => ({
        ...step(operation, path),
        headers: { ...HEADERS, 'Content-Type': type },
        body: '--x\r\n\r\na=b',
      }));
    });
    await expectNoFaults(instance.origin, steps);
  });
});

describe('what the product has not', () => {
  it.each([
    ['GET', '/rest/api/3/nonsense'],
    ['POST', '/rest/api/latest/nonsense/x'],
    ['PATCH', '/rest/api/3/issue/DEMO-1'],
    ['OPTIONS', '/rest/api/3/issue/DEMO-1'],
    ['DELETE', '/rest/api/2/serverInfo'],
    ['GET', '/rest/api/4/issue/DEMO-1'],
    ['GET', '/rest/api/33/myself'],
    ['GET', '/rest/nonsense/1.0/x'],
    ['GET', '/wiki/rest/api/nonsense'],
    ['GET', '/wiki/api/v2/nonsense'],
    ['GET', '/wiki/api/v3/pages'],
    ['POST', '/wiki/api/v2/pages/65601'],
    ['GET', '/wiki/rest/api/3/issue/DEMO-1'],
    ['GET', '/rest/api/space'],
  ])('%s %s is not found', async (method, path) => {
    const { origin } = await startTestInstance();
    const response = await fetch(`${origin}${path}`, { method, headers: HEADERS });
    expect([response.status, response.headers.get('Content-Type')?.split(';')[0]]).toEqual([
      404,
      'application/json',
    ]);
    expect(await response.json()).toEqual({ message: `null for uri: ${origin}${path}`, 'status-code': 404 });
  });

  it('HEAD answers the status and headers of GET, and no body', async () => {
    const instance = await startTestInstance();
    const samples = await createSamples(instance);
    const reads = EMULATED.filter(({ method }) => method === 'GET');
    for (const operation of reads) {
      const path = fillPath(operation.path, samples) ?? plain(operation.path);
      const [get, head] = await Promise.all(
        ['GET', 'HEAD'].map((method) =>
          fetch(`${instance.origin}${path}`, { method, headers: HEADERS, redirect: 'manual' }),
        ),
      );
      expect([path, head?.status, head?.headers.get('Content-Type'), await head?.text()]).toEqual([
        path,
        get?.status,
        get?.headers.get('Content-Type'),
        '',
      ]);
      await get?.arrayBuffer();
    }
  });
});

function step(operation: Step['operation'], path: string): Step {
  return { operation, path, headers: HEADERS };
}

async function expectNoFaults(origin: string, steps: readonly Step[]): Promise<void> {
  expect(steps.length).toBeGreaterThan(50);
  const answers = await walk(origin, steps);
  expect(answers.flatMap(faultsOf)).toEqual([]);
  // Nobody is signed out by nonsense. E-mail addresses are for apps that act for themselves, and these steps are people's.
  expect(
    answers
      .filter(
        ({ status, step: { operation } }) =>
          status === 401 && !/\/atlassian-connect\/|\/api\/3\/user\/email/.test(operation.path),
      )
      .map(shown),
  ).toEqual([]);
}

/** A good body with each of its values replaced by one of another type. */
function spoiled(body: string | undefined): readonly string[] {
  if (body === undefined) return [];
  const wrong = [
    null,
    0,
    -1.5,
    1e300,
    '',
    'x',
    '\0',
    '\ud800',
    true,
    [],
    [[]],
    {},
    { id: {} },
    { key: null, name: [] },
  ];
  const good: unknown = JSON.parse(body);
  const paths = pathsIn(good);
  return paths.flatMap((path, index) =>
    wrong
      .filter((_, at) => (at + index) % 2 === 0 || paths.length < 6)
      .map((value) => JSON.stringify(withAt(good, path, value))),
  );
}

function pathsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [name],
    ...pathsIn(inner).map((path) => [name, ...path]),
  ]);
}

function withAt(value: unknown, [name, ...rest]: readonly string[], replacement: unknown): unknown {
  if (name === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((one: unknown, index) =>
      String(index) === name ? withAt(one, rest, replacement) : one,
    );
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === name ? withAt(one, rest, replacement) : one]),
  );
}
