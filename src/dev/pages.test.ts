import { expect, it } from 'vitest';
import { startTestInstance } from '../../test/support/test-instance.ts';
import type { Descriptor } from '../descriptor/types.ts';
import { notRenderedOf, pagesOf } from './pages.ts';

const page = (key: string) => ({ key, name: { value: key }, url: `/${key}` });
const descriptor: Descriptor = {
  key: 'my-addon',
  baseUrl: 'http://localhost:3000',
  authentication: { type: 'none' },
  modules: {
    jiraIssueContents: [{ ...page('panel'), target: { type: 'web_panel', url: '/panel' } }],
    generalPages: [page('general')],
    jiraProjectPages: [page('project')],
    dialogs: [page('dialog')],
    webPanels: [{ ...page('elsewhere'), location: 'atl.jira.proj.config.sidebar' }],
    jiraWorkflowPostFunctions: [page('one'), page('two')],
    webhooks: [{ event: 'jira:issue_created', url: '/hook' }],
    contentBylineItems: [page('byline')],
  },
};

it('names the pages on which modules can be seen, a project page with its project', async () => {
  const { services, origin } = await startTestInstance();
  expect(pagesOf(descriptor, services.site.products.jira, services)).toEqual([
    { label: 'panel', url: `${origin}/browse/DEMO-1` },
    { label: 'general', url: `${origin}/plugins/servlet/ac/my-addon/general` },
    {
      label: 'project',
      url: `${origin}/plugins/servlet/ac/my-addon/project?project.key=DEMO&project.id=10000`,
    },
  ]);
  expect(pagesOf(descriptor, services.site.products.confluence, services)).toMatchObject([
    { label: 'byline', url: expect.stringMatching(/\/wiki\/spaces\/DS\/pages\/\d+$/) },
    { label: 'general', url: `${origin}/wiki/plugins/servlet/ac/my-addon/general` },
    { label: 'project' },
  ]);
});

it('names the types of modules that have no place, each once', () => {
  expect(notRenderedOf(descriptor)).toEqual(['webPanels', 'jiraWorkflowPostFunctions']);
  expect(notRenderedOf({ ...descriptor, modules: {} })).toEqual([]);
});
