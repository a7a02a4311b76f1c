import type { Instance } from '../../src/instance/instance.ts';
import { at } from './confluence-client.ts';

/** Values of path parameters: by the path up to the parameter, or by the word before it. */
export type Samples = ReadonlyMap<string, string>;

/** Creates a thing in a site by REST, and remembers what it is called. */
interface Creation {
  readonly names: readonly string[];
  readonly path: string;
  readonly method?: 'PUT';
  readonly body: unknown;
  /** Where its id stands in the answer; it is in the path already where left out. */
  readonly id?: readonly (string | number)[];
}

const TEXT = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [] }] };
const STORAGE = { representation: 'storage', value: '<p>Text</p>' };
const V2 = '/wiki/api/v2';
/** Stands for a form with a file. */
const FILE = Symbol('file');

/** Later ones may name earlier ones in braces. What is not emulated is not made, and its parameters stay unknown. */
const CREATIONS: readonly Creation[] = [
  {
    names: ['comment', '/rest/api/3/comment/'],
    path: '/rest/api/3/issue/DEMO-1/comment',
    body: { body: TEXT },
    id: ['id'],
  },
  {
    names: ['worklog'],
    path: '/rest/api/3/issue/DEMO-1/worklog',
    body: { timeSpentSeconds: 60 },
    id: ['id'],
  },
  {
    names: ['remotelink'],
    path: '/rest/api/3/issue/DEMO-1/remotelink',
    body: { object: { url: 'http://localhost/', title: 'A link' } },
    id: ['id'],
  },
  { names: [], path: '/rest/api/3/issue/DEMO-1/properties/sample', method: 'PUT', body: { a: 1 } },
  { names: [], path: '/rest/api/3/comment/{comment}/properties/sample', method: 'PUT', body: 1 },
  { names: [], path: '/rest/api/3/issue/DEMO-1/worklog/{worklog}/properties/sample', method: 'PUT', body: 1 },
  { names: [], path: '/rest/api/3/issuetype/10001/properties/sample', method: 'PUT', body: 1 },
  { names: [], path: '/rest/api/3/user/properties/sample?accountId={accountId}', method: 'PUT', body: 1 },
  { names: [], path: '/rest/api/3/project/DEMO/properties/sample', method: 'PUT', body: 1 },
  {
    names: ['/rest/api/3/version/', '/rest/api/2/version/', '/rest/api/latest/version/'],
    path: '/rest/api/3/version',
    body: { name: 'One', projectId: 10_000 },
    id: ['id'],
  },
  {
    names: ['/rest/api/3/component/', '/rest/api/2/component/', '/rest/api/latest/component/'],
    path: '/rest/api/3/component',
    body: { name: 'One', project: 'DEMO' },
    id: ['id'],
  },
  {
    names: ['filter'],
    path: '/rest/api/3/filter',
    body: { name: 'One', jql: 'project = DEMO', sharePermissions: [{ type: 'authenticated' }] },
    id: ['id'],
  },
  {
    names: ['dashboard'],
    path: '/rest/api/3/dashboard',
    body: { name: 'One', sharePermissions: [{ type: 'authenticated' }], editPermissions: [] },
    id: ['id'],
  },
  {
    names: ['board'],
    path: '/rest/agile/1.0/board',
    body: { name: 'One', type: 'scrum', filterId: '{filter}' },
    id: ['id'],
  },
  {
    names: ['sprint'],
    path: '/rest/agile/1.0/sprint',
    body: { name: 'One', originBoardId: '{board}' },
    id: ['id'],
  },
  { names: [], path: '/rest/agile/1.0/board/{board}/properties/sample', method: 'PUT', body: 1 },
  { names: [], path: '/rest/agile/1.0/sprint/{sprint}/properties/sample', method: 'PUT', body: 1 },
  {
    names: ['pages', 'content'],
    path: `${V2}/pages`,
    body: { spaceId: '65537', status: 'current', title: 'A page', body: STORAGE },
    id: ['id'],
  },
  {
    names: ['blogposts'],
    path: `${V2}/blogposts`,
    body: { spaceId: '65537', status: 'current', title: 'A post', body: STORAGE },
    id: ['id'],
  },
  {
    names: ['footer-comments', 'comments'],
    path: `${V2}/footer-comments`,
    body: { pageId: '{pages}', body: STORAGE },
    id: ['id'],
  },
  {
    names: [`${V2}/pages/{}/properties/`],
    path: `${V2}/pages/{pages}/properties`,
    body: { key: 'sample', value: 1 },
    id: ['id'],
  },
  {
    names: [`${V2}/blogposts/{}/properties/`],
    path: `${V2}/blogposts/{blogposts}/properties`,
    body: { key: 'sample', value: 1 },
    id: ['id'],
  },
  {
    names: [`${V2}/comments/{}/properties/`],
    path: `${V2}/comments/{comments}/properties`,
    body: { key: 'sample', value: 1 },
    id: ['id'],
  },
  {
    names: [`${V2}/spaces/{}/properties/`],
    path: `${V2}/spaces/65537/properties`,
    body: { key: 'sample', value: 1 },
    id: ['id'],
  },
  { names: [], path: '/wiki/rest/api/space/DS/property/sample', body: { value: 1 } },
  { names: [], path: '/wiki/rest/api/content/{pages}/label', body: [{ prefix: 'global', name: 'sample' }] },
  {
    names: ['attachment', 'attachment/content'],
    path: '/rest/api/3/issue/DEMO-1/attachments',
    body: FILE,
    id: [0, 'id'],
  },
  {
    names: ['attachments', '/wiki/rest/api/content/{}/child/attachment/'],
    path: '/wiki/rest/api/content/{pages}/child/attachment',
    body: FILE,
    id: ['results', 0, 'id'],
  },
  {
    names: [`${V2}/attachments/{}/properties/`],
    path: `${V2}/attachments/{attachments}/properties`,
    body: { key: 'sample', value: 1 },
    id: ['id'],
  },
  { names: ['async'], path: '/wiki/rest/api/contentbody/convert/async/view', body: STORAGE, id: ['asyncId'] },
  {
    names: [],
    path: '/rest/api/3/issueLink',
    body: { type: { name: 'Blocks' }, inwardIssue: { key: 'DEMO-1' }, outwardIssue: { key: 'DEMO-2' } },
  },
];

/** What every new site has. */
const SEEDED: readonly (readonly [string, string])[] = [
  ['issue', 'DEMO-1'],
  ['project', 'DEMO'],
  ['createmeta', 'DEMO'],
  ['issuetypes', '10001'],
  ['issuetype', '10001'],
  ['priority', '3'],
  ['issueLinkType', '10000'],
  ['properties', 'sample'],
  ['property', 'sample'],
  ['spaces', '65537'],
  ['space', 'DS'],
  ['versions', '1'],
  ['version', '1'],
  ['byOperation', 'read'],
  ['child', 'page'],
  ['descendant', 'comment'],
  ['convert', 'view'],
  ['/wiki/rest/api/space/{}/content/', 'page'],
  ['watch/label', 'sample'],
  ['label', 'sample'],
  ['addons', 'everything'],
  ['group', 'confluence-users'],
  ['jiraGroup', 'jira-software-users'],
];

/** Makes one of each thing in a site, as its administrator. */
export async function createSamples(instance: Instance): Promise<Samples> {
  const samples = new Map(SEEDED);
  const authorization = `Basic ${btoa('admin:admin')}`;
  const accountId =
    instance.services.people.list().find(({ username }) => username === 'mia')?.accountId ?? '';
  samples.set('accountId', accountId);
  const fill = (text: string) =>
    text.replaceAll(/\{([\w-]+)\}/g, (_, name: string) => samples.get(name) ?? '0');
  const keep = async (response: Response, { names, id }: Creation) => {
    if (!response.ok || id === undefined) return;
    const found = at(await response.json(), ...id);
    for (const name of found === undefined ? [] : names) samples.set(name, String(found));
  };
  for (const creation of CREATIONS) {
    const { path, method = 'POST', body } = creation;
    const isFile = body === FILE;
    const headers = {
      Authorization: authorization,
      ...(isFile ? { 'X-Atlassian-Token': 'no-check' } : { 'Content-Type': 'application/json' }),
    };
    const sent = { method, headers, body: isFile ? fileForm() : fill(JSON.stringify(body)) };
    await keep(await fetch(`${instance.origin}${fill(path)}`, sent), creation);
  }
  const linked = await fetch(`${instance.origin}/rest/api/3/issue/DEMO-1?fields=issuelinks`, {
    headers: { Authorization: authorization },
  });
  const groups = await fetch(`${instance.origin}/wiki/rest/api/group`, {
    headers: { Authorization: authorization },
  });
  samples.set('groupId', String(at(await groups.json(), 'results', 0, 'id')));
  samples.set('issueLink', String(at(await linked.json(), 'fields', 'issuelinks', 0, 'id')));
  return samples;
}

function fileForm(): FormData {
  const form = new FormData();
  form.append('file', new Blob(['text']), 'sample.txt');
  return form;
}

/** @returns the path with a sample for each parameter; undefined where one is not known */
export function fillPath(template: string, samples: Samples): string | undefined {
  let isKnown = true;
  let before = '';
  const segments = template.split('/').map((segment, index, all) => {
    const sample = segment.startsWith('{')
      ? (samples.get(before) ??
        samples.get(`${all[index - 2]}/${all[index - 1]}`) ??
        samples.get(all[index - 1] ?? ''))
      : segment;
    if (sample === undefined) isKnown = false;
    before += segment.startsWith('{') ? '{}/' : `${segment}/`;
    return sample;
  });
  return isKnown ? segments.join('/') : undefined;
}
