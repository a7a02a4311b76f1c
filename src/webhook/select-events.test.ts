import { expect, test } from 'vitest';
import { selectEvents } from './select-events.ts';

const namesOf = (asked: string | undefined, more: Partial<Parameters<typeof selectEvents>[0]> = {}) =>
  selectEvents({ asked, product: undefined, withFormer: false, ...more }).map(
    ({ product, name }) => `${product} ${name}`,
  );

test('an event is found by its name, in both products where both have it', () => {
  expect(namesOf('jira:issue_created')).toEqual(['jira jira:issue_created']);
  expect(namesOf('Comment_Created')).toEqual(['jira comment_created', 'confluence comment_created']);
  expect(namesOf('comment_created', { product: 'confluence' })).toEqual(['confluence comment_created']);
});

test('a word finds what has it in its name or group', () => {
  expect(namesOf('sprint')).toContain('jira sprint_started');
  expect(namesOf('feature status')).toContain('jira option_voting_changed');
});

test('what is not sent any more is left out, unless asked for', () => {
  expect(namesOf(undefined)).not.toContain('jira version_created');
  expect(namesOf(undefined, { withFormer: true })).toContain('jira version_created');
  expect(namesOf('version_created')).toEqual(['jira version_created']);
});

test('a name that is none is answered with the nearest', () => {
  expect(() => namesOf('jira:isue_created')).toThrow(
    expect.objectContaining({
      code: 'event-unknown',
      nextSteps: ['Did you mean jira:issue_created?', 'See what there is: connect-kit webhook list'],
    }),
  );
});
