import { describe, expect, test } from 'vitest';
import {
  CONTEXT_VARIABLES,
  hasSubject,
  isOpenEnded,
  MACRO_VARIABLES,
  MENU_PAGES,
} from './context-variables.ts';
import { isModuleType } from './modules.ts';

test('successors are variables of the same product that are not deprecated themselves', () => {
  for (const [name, { product, successor }] of CONTEXT_VARIABLES) {
    if (successor === undefined) continue;
    const next = CONTEXT_VARIABLES.get(successor.name);
    expect(next?.product, name).toBe(product);
    expect(next?.state, name).toBeUndefined();
  }
});

test('what is removed has no value, so that it cannot be replaced by the same one', () => {
  for (const [name, { state, successor }] of [...CONTEXT_VARIABLES, ...MACRO_VARIABLES]) {
    if (state === 'removed') expect(successor?.isSameValue ?? false, name).toBe(false);
  }
});

test('menu pages are modules that there are', () => {
  for (const type of MENU_PAGES) expect(isModuleType(type)).toBe(true);
});

test.each([
  ['ac.mode', true],
  ['condition.is_admin', true],
  ['condition.has_project_permission(permission=browse)', true],
  ['servicedesk.anything', true],
  ['action.id', false],
  ['issue.key', false],
  ['ac', false],
])('%s is one of a list without end: %s', (name, expected) => {
  expect(isOpenEnded(name)).toBe(expected);
});

describe('hasSubject', () => {
  test.each([
    ['issue', 'jiraIssueGlances', undefined, true],
    ['sprint', 'jiraIssueGlances', undefined, false],
    ['project', 'webPanels', 'atl.jira.view.issue.right.context', true],
    ['board', 'webPanels', 'atl.jira.view.issue.right.context', false],
    ['board', 'webPanels', 'jira.agile.board.configuration', true],
    ['issue', 'webPanels', 'some.new.location', true],
    ['dashboard-item', 'jiraDashboardItems', undefined, true],
    ['dashboard-item', 'webPanels', undefined, false],
    ['dashboard-item', 'dialogs', undefined, true],
    ['issue', 'jiraDashboardItems', undefined, false],
    ['issue', 'jiraReports', undefined, false],
    ['project', 'jiraReports', undefined, true],
    ['version', 'jiraProjectAdminTabPanels', undefined, true],
    ['macro', 'generalPages', undefined, false],
    ['post-function', 'jiraWorkflowValidators', undefined, false],
    ['issue', 'moduleOfTomorrow', undefined, true],
    ['issue', 'constructor', undefined, true],
  ] as const)('%s in %s at %s: %s', (subject, type, location, expected) => {
    expect(hasSubject(subject, { type, location })).toBe(expected);
  });
});
