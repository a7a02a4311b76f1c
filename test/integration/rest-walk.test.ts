import { describe, expect, it } from 'vitest';
import { CONTEXT_PATHS, PRODUCTS } from '../../src/catalog/products.ts';
import { allowedScopes } from '../../src/catalog/scopes.ts';
import { coverageOf } from '../support/rest-coverage.ts';
import { bodyOf, queryOf, READ_OTHERWISE } from '../support/rest-requests.ts';
import { createSamples, fillPath } from '../support/rest-samples.ts';
import { faultsOf, nameOf, plain, shown, versionsOf, walk } from '../support/rest-walk.ts';
import { createSiteApp } from '../support/site-app.ts';
import { soak } from '../support/soak.ts';
import { startTestInstance } from '../support/test-instance.ts';
import { installInBoth, MODULES } from '../support/walking-addon.ts';

const OPERATIONS = coverageOf(await createSiteApp()).flatMap(({ operations }) => operations);
const EMULATED = OPERATIONS.filter(({ isEmulated }) => isEmulated);
const BASIC = { Authorization: `Basic ${btoa('admin:admin')}`, 'Content-Type': 'application/json' };
const ANONYMOUS = ['GET /rest/api/3/serverInfo'];
const OWN_PROPERTY = {
  ...{ method: 'PUT', path: '/rest/atlassian-connect/1/addons/everything/properties/sample', scope: 'NONE' },
  ...{ group: 'addons', isEmulated: true, isForProviders: false },
};
const ALL_SCOPES = ['ADMIN', 'ACT_AS_USER', 'ACCESS_EMAIL_ADDRESSES'];

describe('every operation', () => {
  it('asks for a token, and says so as the products do', async () => {
    const { origin } = await startTestInstance();
    const steps = OPERATIONS.flatMap((operation, index) => {
      const versions = versionsOf(operation);
      // In turn: that the versions are one is walked below.
      const asked = soak([versions[index % versions.length] ?? operation.path], versions);
      return asked.map((path) => ({ operation, path: plain(path), headers: {} }));
    });
    const answers = await walk(origin, steps);
    const wrong = answers.filter(({ step: { operation }, status, header, text }) => {
      if (ANONYMOUS.includes(nameOf(operation))) return status !== 200;
      const product = operation.path.startsWith('/wiki/') ? 'confluence' : 'jira';
      const isRefusal = header('WWW-Authenticate') === `JWT realm="${product}"`;
      return status !== 401 || !isRefusal || JSON.parse(text)['status-code'] !== 401;
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it('asks for its scope and its module, and is closed where the product closes it', async () => {
    const instance = await startTestInstance();
    const asked: readonly (readonly string[])[] = [[], ['READ'], ['WRITE'], ['DELETE'], ['ACT_AS_USER']];
    for (const scopes of [...asked, ['ADMIN', 'ACCESS_EMAIL_ADDRESSES']]) {
      const key = `addon-${scopes.join('-').toLowerCase()}`;
      const { sign } = await installInBoth(instance, key, { scopes });
      const steps = OPERATIONS.flatMap((operation, index) => {
        const product = operation.path.startsWith('/wiki/') ? 'confluence' : 'jira';
        const isOpen = [...allowedScopes(scopes, product)].some((scope) => scope === operation.scope);
        if (isOpen && !operation.isForProviders) return [];
        // In turn: that the versions are one is walked elsewhere.
        const versions = versionsOf(operation);
        return [sign(operation, plain(versions[index % versions.length] ?? operation.path))];
      });
      expect(steps.length).toBeGreaterThan(100);
      const wrong = (await walk(instance.origin, steps)).filter(
        ({ status, header, text }) =>
          status !== 403 ||
          text !== '{"message":"Request not in an authorized API scope","status-code":403}' ||
          header('X-Connect-Kit-Explanation') === undefined,
      );
      expect(wrong.map(shown)).toEqual([]);
    }
  });

  it('is answered to an add-on that may call it, or named as one that is not emulated', async () => {
    const instance = await startTestInstance();
    const { sign } = await installInBoth(instance, 'everything', { scopes: ALL_SCOPES, modules: MODULES });
    const samples = await createSamples(instance);
    const open = OPERATIONS.filter(({ scope }) => scope !== 'INACCESSIBLE');
    // What is read is read before something is deleted.
    for (const methods of [['GET'], ['POST', 'PUT', 'PATCH'], ['DELETE']]) {
      const steps = open
        .filter(({ method }) => methods.includes(method))
        .flatMap((operation) =>
          versionsOf(operation).map((path) =>
            sign(
              operation,
              `${fillPath(path, samples) ?? plain(path)}${queryOf(operation, samples)}`,
              bodyOf(operation),
            ),
          ),
        );
      const answers = await walk(instance.origin, steps);
      const refused = answers.filter(
        ({ status, text }) => status === 401 || text.includes('authorized API scope'),
      );
      expect([...answers.flatMap(faultsOf), ...refused.map(shown)]).toEqual([]);
      const others = answers.filter(({ step: { operation, path }, status, text }) => {
        const named = `${operation.method} ${path.split('?')[0]} exists in `;
        return !operation.isEmulated && (status !== 501 || !text.includes(named));
      });
      expect(others.map(shown)).toEqual([]);
    }
  });

  it('reads what is there', async () => {
    const instance = await startTestInstance();
    const { sign } = await installInBoth(instance, 'everything', { scopes: ALL_SCOPES, modules: MODULES });
    const samples = await createSamples(instance);
    const own = PRODUCTS.map((product) =>
      sign(OWN_PROPERTY, `${CONTEXT_PATHS[product]}${OWN_PROPERTY.path}`, '{"value":1}'),
    );
    expect((await walk(instance.origin, own)).map(({ status }) => status)).toEqual([201, 201]);
    const steps = EMULATED.filter(({ method }) => method === 'GET').flatMap((operation) =>
      versionsOf(operation).flatMap((path) => {
        const filled = fillPath(path, samples);
        if (filled === undefined) return [];
        const target = `${filled}${queryOf(operation, samples)}`;
        return [
          operation.scope === 'INACCESSIBLE'
            ? { operation, path: target, headers: BASIC }
            : sign(operation, target),
        ];
      }),
    );
    expect(steps.length).toBeGreaterThan(200);
    const wrong = (await walk(instance.origin, steps)).filter(
      ({ step: { operation }, status }) => status !== (READ_OTHERWISE[nameOf(operation)] ?? 200),
    );
    expect(wrong.map(shown)).toEqual([]);
  });
});
