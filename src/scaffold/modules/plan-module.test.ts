import { describe, expect, test } from 'vitest';
import {
  DESCRIPTOR,
  descriptorText,
  INDEX,
  layoutOf,
  projectOf,
  recipesOf,
  textOf,
} from '../../../test/support/scaffold-project.ts';
import { readModuleIndex } from './module-index.ts';
import type { ModuleRequest, ProjectFiles } from './module-plan.ts';
import { planModule } from './plan-module.ts';

describe('planModule', () => {
  test('adds an entry, a route and its test', () => {
    const { changed, routes, key } = planModule(projectOf(), layoutOf(), {
      type: 'jiraIssueContents',
      product: 'jira',
    });
    expect([...changed.keys()]).toEqual([
      DESCRIPTOR,
      INDEX,
      'src/modules/issue-panel.ts',
      'test/modules/issue-panel.test.ts',
    ]);
    expect(key).toBe('issue-panel');
    expect(routes).toEqual([
      {
        kind: 'page',
        about: 'issue',
        path: '/issue-panel',
        file: 'issue-panel',
        exportName: 'issuePanel',
        isShared: false,
      },
    ]);
    expect(JSON.parse(textOf(changed, DESCRIPTOR)).modules).toEqual({
      jiraIssueContents: [
        {
          key: 'issue-panel',
          name: { value: 'Sound' },
          tooltip: { value: 'Show Sound' },
          icon: { width: 24, height: 24, url: '/assets/icon.svg' },
          target: { type: 'web_panel', url: '/issue-panel?issue={issue.key}' },
        },
      ],
    });
    expect(textOf(changed, INDEX)).toBe(`import { issuePanel } from './issue-panel.ts';
import type { Module } from './module.ts';

export const modules: readonly Module[] = [issuePanel];
`);
    expect(textOf(changed, 'src/modules/issue-panel.ts')).toBe(
      "// page: issue-panel jiraIssueContents\nexport const issuePanel = { path: '/issue-panel' };\n",
    );
  });

  test('takes another key, file and name for a second one', () => {
    const first = add(projectOf(), { type: 'jiraIssueContents', product: 'jira' });
    const second = planModule(first, layoutOf(), { type: 'jiraIssueContents', product: 'jira' });
    expect(second.key).toBe('issue-panel-2');
    expect(second.entry).toMatchObject({
      name: { value: 'Sound 2' },
      target: { url: '/issue-panel-2?issue={issue.key}' },
    });
    expect(textOf(second.changed, INDEX)).toContain('[issuePanel, issuePanel2]');
  });

  test.each([
    [
      'the key of another type',
      { [DESCRIPTOR]: withModules({ dialogs: [{ key: 'general-page', url: '/x' }] }) },
    ],
    ['a path', { [DESCRIPTOR]: withModules({ dialogs: [{ key: 'x', url: '/general-page?a=b' }] }) }],
    ['a file', { 'src/modules/General-Page.ts': '' }],
    ['a test', { 'test/modules/general-page.test.ts': '' }],
    ['a name in the list', { [INDEX]: 'const generalPage = 1;\nexport const modules = [];\n' }],
    ['an import', { [INDEX]: "import { x } from './general-page.ts';\nexport const modules = [x];\n" }],
  ])('passes over %s that is taken', (_, files) => {
    const { routes } = planModule(projectOf(files), layoutOf(), { type: 'generalPages', product: 'jira' });
    expect(routes[0]?.path).not.toBe('/general-page');
    expect(() =>
      planModule(projectOf(files), layoutOf(), {
        type: 'generalPages',
        product: 'jira',
        key: 'general-page',
      }),
    ).toThrow(expect.objectContaining({ code: 'key-taken', exitCode: 2 }));
  });

  test('says of which product a page is where both descriptors have one', () => {
    const first = add(projectOf({ [CONFLUENCE]: descriptorText() }), {
      type: 'generalPages',
      product: 'jira',
    });
    const second = planModule(first, layoutOf({ descriptor: CONFLUENCE }), {
      type: 'generalPages',
      product: 'confluence',
    });
    expect(second.key).toBe('confluence-general-page');
    expect(textOf(second.changed, INDEX)).toContain('[generalPage, confluenceGeneralPage]');
  });

  test('calls a module what its key says, or what a person says', () => {
    const named = (more: object) =>
      planModule(projectOf(), layoutOf(), { type: 'generalPages', product: 'jira', ...more }).entry;
    expect(named({ key: 'team-reports' })).toMatchObject({
      key: 'team-reports',
      name: { value: 'Team reports' },
    });
    expect(named({ key: 'x', name: ' "Reports" <b> ' })).toMatchObject({ name: { value: '"Reports" <b>' } });
  });

  test.each([
    ['MyPage', 'my-page', 'myPage'],
    ['default', 'default', 'moduleDefault'],
    ['2nd-page', '2nd-page', 'module2ndPage'],
    ['con', 'module-con', 'moduleCon'],
    ['-a-', 'a', 'a'],
    ['modules', 'modules', 'modules'],
  ])('makes names that every system and language takes, of %s', (key, file, exportName) => {
    const index = 'export const list = [];\nexport const modules = [];\n';
    const plan = () =>
      planModule(projectOf({ [INDEX]: index }), layoutOf(), { type: 'generalPages', product: 'jira', key });
    if (key === 'modules') expect(plan).toThrow(expect.objectContaining({ code: 'key-taken' }));
    else expect(plan().routes[0]).toMatchObject({ file, exportName });
  });

  test.each(['../../evil', 'a/b', 'a b', '', 'é', 'a.b', '{{key}}', '__proto__', '-', 'a'.repeat(101)])(
    'takes no key like %j',
    (key) => {
      for (const type of ['generalPages', 'webhooks'] as const) {
        expect(() => planModule(projectOf(), layoutOf(), { type, product: 'jira', key })).toThrow(
          expect.objectContaining({ code: 'invalid-module-key', exitCode: 2 }),
        );
      }
    },
  );

  test('refuses a name with a placeholder or a line break in it', () => {
    for (const name of ['{{x}}', 'a\nb', ' ']) {
      expect(() =>
        planModule(projectOf(), layoutOf(), { type: 'generalPages', product: 'jira', name }),
      ).toThrow(expect.objectContaining({ code: 'invalid-answer' }));
    }
  });

  test("gives macros a key that is the add-on's own", () => {
    const { key, routes } = planModule(projectOf(), layoutOf(), {
      type: 'dynamicContentMacros',
      product: 'confluence',
    });
    expect(key).toBe('sound-macro');
    expect(routes[0]).toMatchObject({ path: '/macro', about: 'macro' });
  });

  test('adds the scopes that are missing, in the case of the others', () => {
    const scopesAfter = (
      scopes: readonly string[] | undefined,
      type: 'jiraBuildInfoProvider' | 'webhooks',
    ) => {
      const { changed, scopes: added } = planModule(
        projectOf({ [DESCRIPTOR]: descriptorText({ scopes }) }),
        layoutOf(),
        { type, product: 'jira' },
      );
      return [JSON.parse(textOf(changed, DESCRIPTOR)).scopes, added];
    };
    expect(scopesAfter(['read'], 'jiraBuildInfoProvider')).toEqual([['read', 'write'], ['WRITE']]);
    expect(scopesAfter(['NONE'], 'webhooks')).toEqual([['READ'], ['READ']]);
    expect(scopesAfter(undefined, 'webhooks')).toEqual([['READ'], ['READ']]);
    expect(scopesAfter(['ADMIN'], 'jiraBuildInfoProvider')).toEqual([['ADMIN'], []]);
  });

  test('completes a module from what the descriptor has, or adds what it needs', () => {
    const shortcut = { type: 'keyboardShortcuts', product: 'jira' } as const;
    const alone = planModule(projectOf(), layoutOf(), shortcut);
    expect(alone.companions).toEqual([{ type: 'generalPages', key: 'general-page' }]);
    expect(alone.entry).toMatchObject({ target: { key: 'general-page' } });
    expect([...alone.changed.keys()]).toContain('src/modules/general-page.ts');
    const withItem = { [DESCRIPTOR]: withModules({ webItems: [{ key: 'item', location: 'x' }] }) };
    const beside = planModule(projectOf(withItem), layoutOf(), shortcut);
    expect(beside.companions).toEqual([]);
    expect(beside.entry).toMatchObject({ target: { key: 'item' } });
    const content = planModule(projectOf(), layoutOf(), {
      type: 'customContent',
      product: 'confluence',
      key: 'memo',
    });
    expect(content.companions).toEqual([{ type: 'generalPages', key: 'memo-view' }]);
    const group = {
      [DESCRIPTOR]: withModules({ serviceDeskQueueGroups: [{ key: 'g', name: { value: 'G' } }] }),
    };
    expect(
      planModule(projectOf(group), layoutOf(), { type: 'serviceDeskQueues', product: 'jira' }).entry,
    ).toMatchObject({ group: 'g' });
  });

  test('adds several routes for a post function', () => {
    const { routes, entry, changed } = planModule(projectOf(), layoutOf(), {
      type: 'jiraWorkflowPostFunctions',
      product: 'jira',
    });
    expect(routes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'webhook /post-function-triggered',
      'page /post-function-edit',
      'page /post-function-view',
    ]);
    expect(entry).toMatchObject({
      triggered: { url: '/post-function-triggered' },
      create: { url: '/post-function-edit' },
      edit: { url: '/post-function-edit?config={postFunction.config}' },
    });
    expect(readModuleIndex(textOf(changed, INDEX)).names).toEqual([
      'postFunctionTriggered',
      'postFunctionEdit',
      'postFunctionView',
    ]);
  });

  test('puts a panel where a person wants it, and what is in sight there into its URL', () => {
    const at = (
      type: 'webPanels' | 'webItems' | 'dialogs',
      location: string,
      product: 'jira' | 'confluence',
    ) => planModule(projectOf(), layoutOf(), { type, product, location }).entry;
    expect(at('webPanels', 'jira.agile.board.configuration', 'jira')).toMatchObject({
      location: 'jira.agile.board.configuration',
      url: '/web-panel?board={board.id}',
    });
    expect(at('webItems', 'system.top.navigation.bar', 'jira')).toMatchObject({ url: '/web-item' });
    expect(at('webItems', 'system.space.tools/overview', 'confluence')).toMatchObject({
      url: '/web-item?space={space.key}',
    });
    expect(() => at('dialogs', 'x', 'jira')).toThrow(expect.objectContaining({ code: 'no-such-property' }));
  });

  test.each([
    ['serviceDeskPortalFooters', { name: 'Footer' }],
    ['jiraBackgroundScripts', { name: 'Script' }],
    ['webhooks', { name: 'Hook' }],
    ['webhooks', { location: 'x' }],
    ['generalPages', { event: 'jira:issue_created' }],
  ] as const)('takes nothing that has no place in %s: %j', (type, more) => {
    expect(() => planModule(projectOf(), layoutOf(), { type, product: 'jira', ...more })).toThrow(
      expect.objectContaining({ code: 'no-such-property', exitCode: 2 }),
    );
  });

  test('adds the entry alone where there are no recipes', () => {
    const project = new Map([[DESCRIPTOR, new TextEncoder().encode(descriptorText())]]);
    const { changed, entry } = planModule(project, layoutOf({ recipes: undefined, moduleIndex: undefined }), {
      type: 'jiraReports',
      product: 'jira',
    });
    expect([...changed.keys()]).toEqual([DESCRIPTOR]);
    expect(entry).toMatchObject({ key: 'report', url: '/report?project={project.key}' });
  });
});

describe('webhooks', () => {
  const webhook = (event?: string, key?: string) =>
    ({ type: 'webhooks', product: 'jira', event, key }) as const;

  test('of one kind of thing share a route', () => {
    const first = planModule(projectOf(), layoutOf(), webhook('jira:issue_created'));
    expect(first.entry).toEqual({ event: 'jira:issue_created', url: '/webhooks/issue' });
    expect(textOf(first.changed, 'src/modules/on-issue.ts')).toContain('on-issue jira:issue_created');
    const second = planModule(merge(projectOf(), first.changed), layoutOf(), webhook('jira:issue_updated'));
    expect([...second.changed.keys()]).toEqual([DESCRIPTOR]);
    expect(second.routes).toEqual([expect.objectContaining({ path: '/webhooks/issue', isShared: true })]);
    expect(JSON.parse(textOf(second.changed, DESCRIPTOR)).modules.webhooks).toEqual([
      { event: 'jira:issue_created', url: '/webhooks/issue' },
      { event: 'jira:issue_updated', url: '/webhooks/issue' },
    ]);
  });

  test('have a route of their own where a person names one', () => {
    const { changed, entry } = planModule(projectOf(), layoutOf(), webhook('jira:issue_deleted', 'gone'));
    expect(entry).toEqual({ event: 'jira:issue_deleted', url: '/webhooks/gone' });
    expect([...changed.keys()]).toContain('src/modules/on-gone.ts');
  });

  test('of the other product have a route of their own', () => {
    const both = projectOf({ [CONFLUENCE]: descriptorText() });
    const first = add(both, webhook('comment_created'));
    const { entry } = planModule(first, layoutOf({ descriptor: CONFLUENCE }), {
      ...webhook('comment_created'),
      product: 'confluence',
    });
    expect(entry).toEqual({ event: 'comment_created', url: '/webhooks/confluence-comment' });
    const second = add(first, { ...webhook('comment_created'), product: 'confluence' }, CONFLUENCE);
    const third = planModule(second, layoutOf({ descriptor: CONFLUENCE }), {
      ...webhook('comment_updated'),
      product: 'confluence',
    });
    expect(third.entry).toEqual({
      event: 'comment_updated',
      url: '/webhooks/confluence-comment?event=comment_updated',
    });
    expect([...third.changed.keys()]).toEqual([CONFLUENCE]);
  });

  test('are not added twice, unless the first has a filter', () => {
    const existing = (more: object) => ({
      [DESCRIPTOR]: withModules({ webhooks: [{ event: 'jira:issue_created', url: '/hooks', ...more }] }),
    });
    expect(() => planModule(projectOf(existing({})), layoutOf(), webhook())).toThrow(
      expect.objectContaining({ code: 'webhook-exists', message: expect.stringContaining('/hooks') }),
    );
    expect(planModule(projectOf(existing({ filter: 'project = A' })), layoutOf(), webhook()).entry).toEqual({
      event: 'jira:issue_created',
      url: '/webhooks/issue',
    });
  });

  test.each([
    ['issue_created', 'Did you mean jira:issue_created?'],
    ['page_created', 'See the events: connect-kit webhook list --product jira'],
    ['version_released', 'Did you mean jira:version_released?'],
    ['__proto__', 'See the events: connect-kit webhook list --product jira'],
  ])('have an event that there is: %s is none', (event, step) => {
    expect(() => planModule(projectOf(), layoutOf(), webhook(event))).toThrow(
      expect.objectContaining({ code: 'unknown-event', nextSteps: expect.arrayContaining([step]) }),
    );
  });

  test('warn of an event that is superseded', () => {
    const { warnings } = planModule(projectOf(), layoutOf(), webhook('jira:worklog_updated'));
    expect(warnings).toEqual([expect.stringContaining('superseded')]);
  });

  test('alone have an event', () => {
    expect(() =>
      planModule(projectOf(), layoutOf(), { type: 'dialogs', product: 'jira', event: 'jira:issue_created' }),
    ).toThrow(expect.objectContaining({ code: 'no-such-property' }));
  });
});

describe('what is refused', () => {
  test.each([
    ['a type of the other product', 'blueprints', 'module-not-offered'],
    ['a type of Bitbucket', 'repoPages', 'module-not-offered'],
    ['a property of the root', 'lifecycle', 'module-not-offered'],
    ['a form of answer that the template does not know', 'jiraJqlFunctions', 'no-recipe'],
  ] as const)('%s', (_, type, code) => {
    expect(() => planModule(projectOf(), layoutOf(), { type, product: 'jira' })).toThrow(
      expect.objectContaining({ code, exitCode: 2 }),
    );
  });

  test('webhooks, where a template has pages only', () => {
    expect(() =>
      planModule(projectOf(), layoutOf({ recipes: recipesOf(['page']) }), {
        type: 'webhooks',
        product: 'jira',
      }),
    ).toThrow(expect.objectContaining({ code: 'no-recipe' }));
  });

  test('a second of what a descriptor has once', () => {
    const one = add(projectOf(), { type: 'configurePage', product: 'jira' });
    expect(() => planModule(one, layoutOf(), { type: 'configurePage', product: 'jira' })).toThrow(
      expect.objectContaining({ code: 'module-exists' }),
    );
  });

  test.each([
    ['modules that stand there twice', '{"modules": {}, "key": "a", "modules": {}}'],
    ['a list that stands there twice', '{"modules": {"generalPages": [], "generalPages": []}}'],
    ['modules that are a list', '{"modules": []}'],
    ['a module without its list', '{"modules": {"generalPages": {"key": "a"}}}'],
    ['scopes that are no list', '{"modules": {}, "scopes": "READ"}'],
    ['a placeholder without quotes', '{"modules": {}, "scopes": {{scopes}}}'],
    ['a loop of a template', '{"modules": {{#each pages}} {{this}} {{/each}}}'],
    ['a mistake', '{"modules": {}'],
    ['something else', '[1]'],
    ['nothing', ''],
    ['YAML', 'key: a\nmodules: {}\n'],
  ])('a descriptor with %s, and its entry is shown', (_, text) => {
    const project = projectOf({ [DESCRIPTOR]: text });
    expect(() =>
      planModule(project, layoutOf(), { type: 'generalPages', product: 'jira', key: 'b' }),
    ).toThrow(
      expect.objectContaining({
        code: 'descriptor-not-editable',
        nextSteps: [expect.stringContaining('by hand'), expect.stringContaining('"key": "b"')],
      }),
    );
  });

  test('a list of routes that is not understood, and the lines for it are shown', () => {
    const project = projectOf({ [INDEX]: 'export const modules = [...pages];\n' });
    expect(() => planModule(project, layoutOf(), { type: 'generalPages', product: 'jira' })).toThrow(
      expect.objectContaining({
        code: 'module-index-not-editable',
        nextSteps: expect.arrayContaining([
          "import { generalPage } from './general-page.ts';",
          'export const modules = [ …, generalPage];',
        ]),
      }),
    );
  });

  test('a project without its files', () => {
    const project = new Map([[DESCRIPTOR, new TextEncoder().encode(descriptorText())]]);
    expect(() => planModule(project, layoutOf(), { type: 'generalPages', product: 'jira' })).toThrow(
      expect.objectContaining({ code: 'missing-file' }),
    );
  });
});

describe('the text of a descriptor', () => {
  test.each([
    [
      'keeps tabs, comments and order',
      '{\n\t"modules": {\n\t\t// ours\n\t\t"dialogs": [\n\t\t\t{\n\t\t\t\t"key": "a",\n\t\t\t\t"url": "/a"\n\t\t\t},\n\t\t],\n\t},\n\t"key": "x",\n}\n',
      '{\n\t"modules": {\n\t\t// ours\n\t\t"dialogs": [\n\t\t\t{\n\t\t\t\t"key": "a",\n\t\t\t\t"url": "/a"\n\t\t\t},\n\t\t],\n\t\t"serviceDeskPortalFooters": [\n\t\t\t{\n\t\t\t\t"key": "portal-footer",\n\t\t\t\t"url": "/portal-footer"\n\t\t\t}\n\t\t],\n\t},\n\t"key": "x",\n}\n',
    ],
    [
      'keeps the line breaks of Windows, and a mark at the beginning',
      '\ufeff{\r\n  "modules": {}\r\n}\r\n',
      '\ufeff{\r\n  "modules": {\r\n    "serviceDeskPortalFooters": [\r\n      {\r\n        "key": "portal-footer",\r\n        "url": "/portal-footer"\r\n      }\r\n    ]\r\n  }\r\n}\r\n',
    ],
    [
      'keeps everything on one line',
      '{"modules":{"serviceDeskPortalFooters":[{"key":"a","url":"/a"}]}}',
      '{"modules":{"serviceDeskPortalFooters":[{"key":"a","url":"/a"},{"key":"portal-footer","url":"/portal-footer"}]}}',
    ],
    [
      'gets modules where it has none',
      '{\n  "key": "x"\n}\n',
      '{\n  "key": "x",\n  "modules": {\n    "serviceDeskPortalFooters": [\n      {\n        "key": "portal-footer",\n        "url": "/portal-footer"\n      }\n    ]\n  }\n}\n',
    ],
  ])('%s', (_, before, after) => {
    const { changed } = planModule(projectOf({ [DESCRIPTOR]: before }), layoutOf(), {
      type: 'serviceDeskPortalFooters',
      product: 'jira',
    });
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(changed.get(DESCRIPTOR))).toBe(after);
  });
});

function withModules(modules: Readonly<Record<string, unknown>>): string {
  return descriptorText({ modules });
}

const CONFLUENCE = 'atlassian-connect-confluence.json';

function add(project: ProjectFiles, request: ModuleRequest, descriptor = DESCRIPTOR): ProjectFiles {
  return merge(project, planModule(project, layoutOf({ descriptor }), request).changed);
}

function merge(project: ProjectFiles, changed: ProjectFiles): ProjectFiles {
  return new Map([...project, ...changed]);
}
