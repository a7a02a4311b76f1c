import { describe, expect, test } from 'vitest';
import { findCondition, JIRA_PERMISSIONS, listConditions, PROPERTY_ENTITIES } from './conditions.ts';

test('a condition is found by its name, as it is written', () => {
  expect(findCondition('user_is_logged_in')).toMatchObject({
    products: ['jira', 'confluence'],
    state: 'current',
    onPages: true,
    needs: undefined,
    params: {},
    takesMore: false,
  });
  expect(findCondition('has_issue_permission')).toMatchObject({
    products: ['jira'],
    needs: 'issue',
    onPages: false,
    isCheckedAtInstall: true,
    params: { permission: { isRequired: true, values: 'jiraProjectPermissions' } },
  });
  expect(findCondition('viewing_content')).toMatchObject({ products: ['confluence'], inUrls: false });
  expect(findCondition('USER_IS_LOGGED_IN')).toBeUndefined();
  expect(findCondition('constructor')).toBeUndefined();
});

test('of a condition whose params nobody knows, nothing is said about them', () => {
  expect(findCondition('user_watching_space_for_content_type')).toMatchObject({
    params: undefined,
    takesMore: true,
  });
});

describe('every condition', () => {
  test.each(listConditions())('$name says where it is known from', ({ sources, products, state }) => {
    expect(sources.length).toBeGreaterThan(0);
    expect(products.length).toBeGreaterThan(0);
    expect(state === 'current' && sources.every((source) => source === 'host-2016')).toBe(false);
  });

  test.each(listConditions().filter(({ isCheckedAtInstall }) => isCheckedAtInstall))(
    '$name, which is checked at install, has a param that it cannot do without',
    ({ params }) => {
      expect(Object.values(params ?? {}).some(({ isRequired }) => isRequired)).toBe(true);
    },
  );
});

test('there are the permissions and entities that params name', () => {
  expect(JIRA_PERMISSIONS.project).toContain('EDIT_ISSUES');
  expect(JIRA_PERMISSIONS.global).toContain('ADMINISTER');
  expect(PROPERTY_ENTITIES.jira).toContain('issue');
  expect(PROPERTY_ENTITIES.confluence).toContain('content');
});
