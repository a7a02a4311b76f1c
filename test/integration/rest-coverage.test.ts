import { expect, it } from 'vitest';
import {
  type CoveredApi,
  type CoveredOperation,
  coverageOf,
  misroutedOperations,
  routesWithoutOperation,
} from '../support/rest-coverage.ts';
import { createSiteApp } from '../support/site-app.ts';

it('docs/instance-rest.md says which operations are emulated', async () => {
  await expect(renderPage(coverageOf(await createSiteApp()))).toMatchFileSnapshot(
    '../../docs/instance-rest.md',
  );
});

it('every route is an operation of the product, or one of those that no OpenAPI file lists', async () => {
  const unlisted =
    /^[A-Z]+ (?:\/wiki)?\/rest\/(?:plugins\/1\.0|atlassian-connect\/1\/addons(?:\/:key(?:\/reinstall|\/properties(?:\/:property)?)?)?$)/;
  const others = routesWithoutOperation(await createSiteApp()).filter((route) => !unlisted.test(route));
  expect(others).toEqual([]);
});

it('no route answers for an operation that is not its own', async () => {
  const app = await createSiteApp();
  const headers = { Host: 'localhost:2990', Authorization: `Basic ${btoa('admin:admin')}` };
  for (const { method, path } of misroutedOperations(app)) {
    const { status } = await app.request(`http://localhost:2990${path}`, { method, headers });
    expect([method, path, status]).toEqual([method, path, 501]);
  }
});

function renderPage(apis: readonly CoveredApi[]): string {
  const all = apis.flatMap(({ operations }) => operations);
  return `${[
    '# Operations of the dev instance',
    '',
    "Every operation of the products' REST APIs that is known here, and whether the dev instance emulates it. One that it does not",
    "emulate answers 501 and its name, after the same checks of token and scope. A test keeps this page to the dev instance's routes.",
    '',
    '*Scope* is what an add-on needs; *closed* is for no add-on whatever its scopes (403), though people may call it. Paths of',
    "Jira's platform API are served below `/rest/api/2`, `/rest/api/3` and `/rest/api/latest`. What an emulated operation leaves out",
    'is said in [instance](instance.md).',
    '',
    '| API | operations | emulated | 501 |',
    '| --- | --- | --- | --- |',
    ...apis.map(({ id, title, operations }) => `| [${title}](#${id}) | ${countsOf(operations)} |`),
    `| all | ${countsOf(all)} |`,
    ...apis.flatMap(renderApi),
  ].join('\n')}\n`;
}

function renderApi({ id, title, operations }: CoveredApi): readonly string[] {
  const groups = new Map<string, CoveredOperation[]>();
  for (const operation of operations) {
    groups.set(operation.group, [...(groups.get(operation.group) ?? []), operation]);
  }
  const lines = ['', `<a id="${id}"></a>`, '', `## ${title}`];
  // A small API is read at a glance.
  if (groups.size > 1) {
    lines.push('', '| group | operations | emulated | 501 |', '| --- | --- | --- | --- |');
    for (const [group, own] of groups) lines.push(`| ${group} | ${countsOf(own)} |`);
  }
  lines.push(
    '',
    '| operation | scope | emulated |',
    '| --- | --- | --- |',
    ...operations.map(renderOperation),
  );
  return lines;
}

function renderOperation({ method, path, scope, isEmulated }: CoveredOperation): string {
  const needs = scope === 'INACCESSIBLE' ? 'closed' : scope;
  return `| \`${method} ${path}\` | ${needs} | ${isEmulated ? 'yes' : '501'} |`;
}

function countsOf(operations: readonly CoveredOperation[]): string {
  const emulated = operations.filter(({ isEmulated }) => isEmulated).length;
  return [operations.length, emulated, operations.length - emulated].join(' | ');
}
