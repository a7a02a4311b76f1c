import { describe, expect, test } from 'vitest';
import {
  ADDON_KEY,
  sampleApps,
  sampleChrome,
  sampleExchange,
  sampleExtension,
  sampleIssue,
  sampleIssuePage,
  sampleProjectPage,
} from '../../../test/support/ui-samples.ts';
import { renderAddonPage } from './addon-page.ts';
import { renderAppsPage } from './apps-page.ts';
import { renderContentPage } from './content-page.ts';
import { renderIssuePage } from './issue-page.ts';
import { renderLoginPage } from './login-page.ts';
import { renderMessagePage } from './message-page.ts';
import { renderProjectPage } from './project-page.ts';
import { renderSpacePage } from './space-page.ts';
import { renderTrafficPage } from './traffic-page.ts';
import type { ChromeView, ExchangeView, IssuePageView } from './views.ts';

const ADDON = 'http://localhost:3000';
const HOSTILE = `</title></script><script>alert(1)</script>"'><img src=x onerror=alert(1)>`;

/** Every text of the views is hostile here, apart from what is declared to be safe HTML. */
const hostileChrome: ChromeView = sampleChrome({
  siteName: HOSTILE,
  xsrfToken: HOSTILE,
  path: HOSTILE,
  navigation: [{ label: HOSTILE, href: 'javascript:alert(1)' }],
  apps: [{ label: HOSTILE, href: HOSTILE }],
  user: {
    accountId: HOSTILE,
    displayName: HOSTILE,
    avatarUrl: HOSTILE,
    isAdmin: true,
    locale: HOSTILE,
    timeZone: HOSTILE,
  },
});
const person = { accountId: HOSTILE, displayName: HOSTILE, avatarUrl: HOSTILE };
const hostileExtension = sampleExtension(ADDON, {
  addonKey: HOSTILE,
  addonName: HOSTILE,
  moduleKey: HOSTILE,
  location: HOSTILE,
  title: HOSTILE,
  context: { jira: { issue: { key: HOSTILE } } },
});
const hostileIssue = sampleIssue({
  key: HOSTILE,
  summary: HOSTILE,
  descriptionText: HOSTILE,
  status: { name: HOSTILE, category: 'new' },
  transitions: [{ id: HOSTILE, name: HOSTILE }],
  issueType: { name: HOSTILE, iconUrl: HOSTILE },
  priority: { name: HOSTILE, iconUrl: HOSTILE },
  assignee: person,
  reporter: person,
  labels: [HOSTILE],
  created: HOSTILE,
  comments: [{ id: HOSTILE, author: person, bodyHtml: '<p>fine</p>', created: HOSTILE }],
});
const hostileProject = { id: HOSTILE, key: HOSTILE, name: HOSTILE, avatarUrl: HOSTILE };
const space = { key: HOSTILE, name: HOSTILE };

const hostilePages: Readonly<Record<string, string>> = {
  issue: renderIssuePage(hostileChrome, {
    project: hostileProject,
    issue: hostileIssue,
    canEdit: true,
    contentPanels: [hostileExtension],
    sidePanels: [{ ...hostileExtension, moduleType: 'jiraIssueGlances' }],
    tabPanels: [hostileExtension],
    webItems: [
      {
        addonKey: HOSTILE,
        moduleKey: HOSTILE,
        label: HOSTILE,
        tooltip: HOSTILE,
        href: 'javascript:alert(1)',
        target: 'page',
        context: {},
      },
      { addonKey: HOSTILE, moduleKey: HOSTILE, label: HOSTILE, href: HOSTILE, target: 'dialog', context: {} },
    ],
  }),
  project: renderProjectPage(hostileChrome, {
    project: hostileProject,
    canCreate: true,
    issues: [hostileIssue],
  }),
  addon: renderAddonPage(hostileChrome, { extension: hostileExtension }),
  apps: renderAppsPage(hostileChrome, {
    addons: [
      {
        key: HOSTILE,
        name: HOSTILE,
        version: HOSTILE,
        vendor: HOSTILE,
        baseUrl: HOSTILE,
        scopes: [HOSTILE],
        isEnabled: false,
        modules: [{ type: HOSTILE, key: HOSTILE, name: HOSTILE }],
      },
    ],
  }),
  space: renderSpacePage(hostileChrome, {
    space,
    pages: [{ id: HOSTILE, title: HOSTILE, href: 'javascript:alert(1)' }],
  }),
  content: renderContentPage(hostileChrome, {
    space,
    page: { id: HOSTILE, title: HOSTILE, bodyHtml: '<p>fine</p>', author: person, updated: HOSTILE },
    bylineItems: [hostileExtension],
  }),
  login: renderLoginPage(hostileChrome, { returnTo: HOSTILE, failed: true, hint: HOSTILE }),
  message: renderMessagePage(hostileChrome, {
    title: HOSTILE,
    message: HOSTILE,
    link: { label: HOSTILE, href: 'javascript:alert(1)' },
  }),
  traffic: renderTrafficPage(hostileChrome),
};

describe.each(Object.entries(hostilePages))('the %s page', (_name, page) => {
  test('keeps hostile text as text', () => {
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain('javascript:');
  });

  test('fits a policy without inline scripts', () => {
    const scripts = [...page.matchAll(/<script\b([^>]*)>/g)].map(([, attributes]) => attributes ?? '');
    const inline = scripts.filter((attributes) => !attributes.includes(' src='));
    expect(inline).toEqual([' type="application/json" id="connect-kit-page"']);
    const withoutValues = page.replaceAll(/"[^"]*"/g, '""');
    expect(withoutValues).not.toMatch(/<[^>]+\son[a-z]+\s*=/i);
  });

  test('says what it is', () => {
    expect(page).toMatch(/emulated by connect-kit/i);
  });

  test('carries its data unharmed', () => {
    expect(dataOf(page)).toMatchObject({ product: 'jira', xsrfToken: HOSTILE, user: { accountId: HOSTILE } });
  });
});

describe('renderIssuePage', () => {
  test('has one slot for each extension and hands all of them to the browser', () => {
    const view = sampleIssuePage(ADDON);
    const page = renderIssuePage(sampleChrome(), view);
    const slots = [...page.matchAll(/data-extension="([^"]+)"/g)].map(([, name]) => name);
    const names = ['checklist', 'risk', 'glance', 'log'].map((key) => `${ADDON_KEY}__${key}`);
    expect(slots.toSorted()).toEqual(names.toSorted());
    expect(dataOf(page)).toMatchObject({
      issueKey: 'DEMO-1',
      extensions: [...view.contentPanels, ...view.sidePanels, ...(view.tabPanels ?? [])],
    });
  });

  test.each([
    'issue-summary-heading',
    'issue-summary-input',
    'issue-status',
    'issue-comments',
    'comment-form',
  ])('has #%s', (id) => {
    expect(renderIssuePage(sampleChrome(), sampleIssuePage(ADDON))).toContain(`id="${id}"`);
  });

  test('offers no change to those who may not make one', () => {
    const view: IssuePageView = sampleIssuePage(ADDON, { canEdit: false });
    const page = renderIssuePage(sampleChrome(), view);
    for (const action of ['edit-summary', 'edit-description', 'transition', 'delete-issue']) {
      expect(page).not.toContain(`data-action="${action}"`);
    }
    expect(page).toContain('In Progress');
  });

  test('offers no comment and a way to log in to those who are not signed in', () => {
    const page = renderIssuePage(sampleChrome({ user: undefined }), sampleIssuePage(ADDON));
    expect(page).not.toContain('comment-form');
    expect(page).toContain('Log in');
  });

  test("shows times in the reader's own language and time zone", () => {
    const japanese = sampleChrome().user;
    const user = japanese && { ...japanese, locale: 'ja_JP', timeZone: 'Asia/Tokyo' };
    const page = renderIssuePage(sampleChrome({ user }), sampleIssuePage(ADDON));
    expect(page).toContain('<time datetime="2026-11-14T08:30:00.000Z">2026/11/14 17:30</time>');
  });
});

test('renderProjectPage links each issue', () => {
  const page = renderProjectPage(sampleChrome(), sampleProjectPage());
  expect(page).toContain('href="/browse/DEMO-2"');
  expect(page).toContain('data-action="create-issue"');
});

test('renderAppsPage lets administrators only change things', () => {
  const { user } = sampleChrome();
  const member = sampleChrome({ user: user && { ...user, isAdmin: false } });
  expect(renderAppsPage(sampleChrome(), sampleApps())).toContain('data-action="disable-addon"');
  const page = renderAppsPage(member, sampleApps());
  expect(page).toContain(ADDON_KEY);
  expect(page).not.toContain('data-action="disable-addon"');
  expect(page).not.toContain('install-form');
});

test('what the proxy records is what the traffic page reads', () => {
  const seen: ExchangeView = sampleExchange('one');
  expect(seen.id).toBe('one');
});

function dataOf(page: string): unknown {
  const json = /<script type="application\/json" id="connect-kit-page">(.*?)<\/script>/s.exec(page)?.[1];
  return JSON.parse(json ?? '');
}
