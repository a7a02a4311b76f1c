import { describe, expect, it } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import type { Instance } from '../../src/instance/instance.ts';
import { coverageOf } from '../support/rest-coverage.ts';
import { bodyOf, queryOf } from '../support/rest-requests.ts';
import { createSamples, fillPath } from '../support/rest-samples.ts';
import { faultsOf, plain, shown, versionsOf, walk } from '../support/rest-walk.ts';
import { createSiteApp } from '../support/site-app.ts';
import { startTestInstance } from '../support/test-instance.ts';
import { installInBoth, MODULES } from '../support/walking-addon.ts';

const OPERATIONS = coverageOf(await createSiteApp()).flatMap(({ operations }) => operations);
const READS = OPERATIONS.filter(({ method }) => method === 'GET');
const WRITES = OPERATIONS.filter(({ method }) => method === 'POST' || method === 'PUT');

function headersOf(name: string) {
  return {
    ...{ Authorization: `Basic ${btoa(`${name}:${name}`)}`, 'Content-Type': 'application/json' },
    'X-Atlassian-Token': 'no-check',
  };
}

describe('every operation', () => {
  it.each(['admin', 'mia'])('is answered to %s, with no scope asked for', async (name) => {
    const instance = await startTestInstance();
    const samples = await createSamples(instance);
    for (const operations of [READS, WRITES]) {
      const steps = operations.map((operation, index) => {
        const versions = versionsOf(operation);
        const path = versions[index % versions.length] ?? operation.path;
        const body = bodyOf(operation);
        return {
          ...{ operation, path: `${fillPath(path, samples) ?? plain(path)}${queryOf(operation, samples)}` },
          headers: headersOf(name),
          ...(body === undefined ? {} : { body }),
        };
      });
      const answers = await walk(instance.origin, steps);
      expect(answers.flatMap(faultsOf)).toEqual([]);
      expect(answers.filter(({ text }) => text.includes('authorized API scope')).map(shown)).toEqual([]);
    }
  });

  it('asks for the scopes of a token, not for those of the add-on that acts with it', async () => {
    const instance = await startTestInstance();
    const scopes = ['ADMIN', 'ACT_AS_USER'];
    const { as } = await installInBoth(instance, 'everything', { scopes, modules: MODULES });
    const samples = await createSamples(instance);
    const act = await as(accountOf(instance, 'mia'), 'READ');
    const steps = [...READS, ...WRITES]
      .filter(({ isForProviders }) => !isForProviders)
      .map((operation) =>
        act(
          operation,
          `${fillPath(operation.path, samples) ?? plain(operation.path)}${queryOf(operation, samples)}`,
          bodyOf(operation),
        ),
      );
    const answers = await walk(instance.origin, steps);
    expect(answers.flatMap(faultsOf)).toEqual([]);
    const wrong = answers.filter(({ step: { operation }, text }) => {
      const isRefused = text === '{"message":"Request not in an authorized API scope","status-code":403}';
      return isRefused === ['READ', 'NONE'].includes(operation.scope);
    });
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe('what is closed to a person', () => {
  it('is closed to an add-on that acts as the person, and open to one that is let in', async () => {
    const instance = await startTestInstance();
    const { as } = await installInBoth(instance, 'everything', { scopes: ['READ', 'ACT_AS_USER'] });
    const paths = [
      '/rest/api/3/issue/PRIV-1',
      '/rest/api/3/project/PRIV',
      '/wiki/rest/api/space/PRIV',
      '/wiki/api/v2/pages/65611',
    ];
    const seen = async (username: string) => {
      const act = await as(accountOf(instance, username), 'READ');
      const answers = paths.map(async (path) => {
        const response = await fetch(`${instance.origin}${path}`, act(operationAt(path), path));
        return [response.status, stringAt(await response.json(), 'id') !== undefined];
      });
      return Promise.all(answers);
    };
    expect(await seen('tomas')).toEqual(paths.map(() => [404, false]));
    expect((await seen('mia')).map(([status]) => status)).toEqual(paths.map(() => 200));
  });
});

function operationAt(path: string) {
  return { method: 'GET', path, scope: 'READ', group: '', isEmulated: true, isForProviders: false };
}

function accountOf({ services }: Instance, username: string): string {
  return services.people.list().find((person) => person.username === username)?.accountId ?? '';
}
