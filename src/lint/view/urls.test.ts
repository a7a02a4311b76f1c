import { expect, test } from 'vitest';
import { viewDescriptor } from './descriptor-view.ts';

function urlsOf(modules: unknown, lifecycle: unknown = {}): readonly string[] {
  return viewDescriptor({ modules, lifecycle }, 'jira').urls.map(
    ({ pointer, use, base, isCacheable }) =>
      `${pointer}: ${use} of ${base}${isCacheable ? ', cacheable' : ''}`,
  );
}

test('what the product does with a URL follows from the module and the place in it', () => {
  expect(
    urlsOf({
      webPanels: [{ url: '/p', params: { url: '/not' }, conditions: [{ url: '/not' }] }],
      webhooks: [{ url: '/h' }],
      generalPages: [{ url: '/g', icon: { url: '/i.png' }, cacheable: true }],
      jiraIssueContents: [{ icon: { url: 'i.png' }, target: { url: '/t' } }],
      jiraWorkflowPostFunctions: [{ triggered: { url: '/t' }, edit: { url: '/e' } }],
      dynamicContentMacros: [
        {
          url: '/m',
          renderModes: { pdf: { url: '/r' } },
          editor: { url: '/e', cacheable: true },
          documentation: { url: 'https://d' },
        },
      ],
      staticContentMacros: [{ url: '/s', imagePlaceholder: { url: '/x.png' } }],
      jiraDevelopmentTool: {
        url: 'https://t',
        logoUrl: 'https://l',
        actions: { createBranch: { templateUrl: 'https://b' } },
      },
      jiraIssueFields: [{ template: { url: '/browse' } }],
      cloudAppMigration: { migrationWebhookPath: '/w' },
      jiraProjectPages: [{ url: '/p', iconUrl: '/i' }],
    }),
  ).toEqual([
    '/modules/webPanels/0/url: page of addon',
    '/modules/webhooks/0/url: call of addon',
    '/modules/generalPages/0/url: page of addon, cacheable',
    '/modules/generalPages/0/icon/url: image of addon',
    '/modules/jiraIssueContents/0/icon/url: image of addon',
    '/modules/jiraIssueContents/0/target/url: page of addon',
    '/modules/jiraWorkflowPostFunctions/0/triggered/url: call of addon',
    '/modules/jiraWorkflowPostFunctions/0/edit/url: page of addon',
    '/modules/dynamicContentMacros/0/url: page of addon',
    '/modules/dynamicContentMacros/0/renderModes/pdf/url: call of addon',
    '/modules/dynamicContentMacros/0/editor/url: page of addon, cacheable',
    '/modules/dynamicContentMacros/0/documentation/url: link of none',
    '/modules/staticContentMacros/0/url: call of addon',
    '/modules/staticContentMacros/0/imagePlaceholder/url: image of addon',
    '/modules/jiraDevelopmentTool/url: link of none',
    '/modules/jiraDevelopmentTool/logoUrl: image of addon',
    '/modules/jiraDevelopmentTool/actions/createBranch/templateUrl: action of none',
    '/modules/jiraIssueFields/0/template/url: link of product',
    '/modules/cloudAppMigration/migrationWebhookPath: call of addon',
    '/modules/jiraProjectPages/0/url: page of addon',
    '/modules/jiraProjectPages/0/iconUrl: image of addon',
  ]);
});

test('a menu entry is a link unless its target is a frame, and says what its URL is relative to', () => {
  expect(
    urlsOf({
      webItems: [
        { url: '/a' },
        { url: '/b', context: 'PRODUCT' },
        { url: 'my-page', context: 'page' },
        { url: '/d', target: { type: 'dialog' } },
        { url: '/e', target: 'dialog', context: 7 },
      ],
      serviceDeskPortalUserMenuActions: [{ url: '/f', icon: { url: '/i.png' } }],
    }),
  ).toEqual([
    '/modules/webItems/0/url: link of addon',
    '/modules/webItems/1/url: link of product',
    '/modules/webItems/2/url: link of module',
    '/modules/webItems/3/url: page of addon',
    '/modules/webItems/4/url: link of addon',
    '/modules/serviceDeskPortalUserMenuActions/0/url: link of addon',
    '/modules/serviceDeskPortalUserMenuActions/0/icon/url: image of addon',
  ]);
});

test('lifecycle URLs are among them; texts only', () => {
  expect(urlsOf([{ url: '/a' }], { installed: '/i', enabled: 1 })).toEqual([
    '/lifecycle/installed: lifecycle of addon',
  ]);
});
