import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openTestJira } from '../../../test/support/jira-store.ts';
import { soak } from '../../../test/support/soak.ts';
import { SEED_PEOPLE } from '../people/people.ts';
import { JqlError } from './jql.ts';
import type { Searcher } from './search.ts';

const [, mia] = SEED_PEOPLE;
if (mia === undefined) throw new Error('no seed');
const AS_MIA: Searcher = { accountId: mia.accountId };

/** One for all: what changes it says so. The clock stands still, half a day after the newest issue was made. */
const { store, close } = openTestJira({ step: 0 });
afterAll(close);

/** The numbers of the keys of the demo project that a query finds, in its order. */
function find(jql: string, searcher = AS_MIA): readonly number[] {
  const { ids } = store.search.page(jql, searcher);
  return store.table
    .list(ids)
    .filter(({ projectKey }) => projectKey === 'DEMO')
    .map(({ key }) => Number(key.split('-')[1]));
}

describe('a query', () => {
  it.each([
    ['', [5, 4, 3, 2, 1]],
    ['ORDER BY key', [1, 2, 3, 4, 5]],
    ['key = DEMO-2', [2]],
    ['KEY = demo-2', [2]],
    ['issuekey in (DEMO-2, "DEMO-3") order by key desc', [3, 2]],
    ['key not in (DEMO-2, DEMO-3) order by key', [1, 4, 5]],
    ['id = 10000', [1]],
    ['project = DEMO order by key', [1, 2, 3, 4, 5]],
    ['project = "Demo project" and key=DEMO-1', [1]],
    ['project != DEMO', []],
    ['issuetype = Bug', [2]],
    ['type in (Bug, Task) order by key', [2, 3, 5]],
    ['status = "To Do" order by key', [2, 4]],
    ["status = 'in progress' order by key", [1, 5]],
    ['statusCategory = Done', [3]],
    ['statusCategory != done order by key', [1, 2, 4, 5]],
    ['priority = Highest', [2]],
    ['assignee = "Mia Lindqvist"', [1]],
    ['assignee = currentUser()', [1]],
    ['assignee is EMPTY', [4]],
    ['assignee in membersOf("site-admins")', [5]],
    ['not assignee = "Mia Lindqvist" order by key', [2, 3, 5]],
    ['not (assignee = "Mia Lindqvist" or status = Done) order by key', [2, 5]],
    ['not assignee is empty order by key', [1, 2, 3, 5]],
    ['project in (DEMO, PRIV) order by key', [1, 2, 3, 4, 5]],
    ['issuetype in standardIssueTypes() order by key', [1, 2, 3, 4, 5]],
    ['issuetype in subTaskIssueTypes()', []],
    ['priority > Medium order by key', [1, 2]],
    ['priority <= medium order by key', [3, 4, 5]],
    ['resolution = Unresolved order by key', [1, 2, 4, 5]],
    ['resolution = Done', [3]],
    ['resolution is not EMPTY', [3]],
    ['resolved <= now()', [3]],
    ['key > DEMO-3 order by key', [4, 5]],
    ['key <= DEMO-2 order by key', [1, 2]],
    ['description ~ "freeze scope"', [1]],
    ['comment ~ review', [1]],
    ['comment !~ review', []],
    ['text ~ "store review"', [1]],
    ['text ~ customers', [4]],
    ['summary ~ "\\"signing keys\\""', [5]],
    ['summary ~ "\\"keys signing\\""', []],
    ['environment is EMPTY order by key', [1, 2, 3, 4, 5]],
    ['status was "To Do" order by key', [2, 4]],
    ['status changed', []],
    ['votes = 0 order by key', [1, 2, 3, 4, 5]],
    ['watchers > 0', []],
    ['parent is EMPTY and "Epic Link" is EMPTY order by Rank', [1, 2, 3, 4, 5]],
    ['created >= startOfDay(-1d)', [5]],
    ['created >= startOfDay("-1")', [5]],
    ['created > 1', [5, 4, 3, 2, 1]],
    ['created > "-27h 5m"', [5]],
    ['order by created asc', [1, 2, 3, 4, 5]],
    ['order by assignee, key', [5, 1, 2, 3, 4]],
    ['order by assignee desc, key', [4, 3, 2, 1, 5]],
    ['assignee is not null order by key', [1, 2, 3, 5]],
    ['assignee = empty', [4]],
    ['assignee != EMPTY order by key', [1, 2, 3, 5]],
    ['assignee != "mia lindqvist" order by key', [2, 3, 5]],
    ['assignee in ("Mia Lindqvist", EMPTY) order by key', [1, 4]],
    ['assignee not in ("mia@example.com") order by key', [2, 3, 5]],
    ['assignee not in ("Mia Lindqvist", EMPTY) order by key', [2, 3, 5]],
    ['labels = mobile', [1]],
    ['labels is empty', [4]],
    ['labels in (search, docs) order by key', [2, 3]],
    ['summary ~ "CSV report"', [4]],
    ['summary ~ "sign*"', [5]],
    ['summary !~ the order by key', [2, 4]],
    ['created >= -27h', [5]],
    ['created < "2026-11-17"', [1]],
    ['created > 2026/11/18 and created <= "2026-11-20 07:00"', [4, 3]],
    ['created < now() order by created', [1, 2, 3, 4, 5]],
    ['created = "2026-11-20 11:00"', [5]],
    ['not key = DEMO-1 order by key', [2, 3, 4, 5]],
    ['not not key = DEMO-1', [1]],
    ['key = DEMO-1 or key = DEMO-2 and issuetype = Story', [1]],
    ['(key = DEMO-1 or key = DEMO-2) and issuetype = Bug', [2]],
    ['key in (DEMO-1, DEMO-2, DEMO-3) order by priority', [3, 1, 2]],
    ['order by priority desc, key desc', [2, 1, 5, 4, 3]],
    ['order by status asc, key', [2, 4, 1, 5, 3]],
    ['! key = DEMO-1 && (issuetype = Story || issuetype = Bug)', [4, 2]],
    ['summary ~ "O\'Neill" or text ~ "O\'Neill"', [2]],
  ])('%s', (jql, keys) => {
    expect(find(jql)).toEqual(keys);
  });

  it.each([
    ['key', /operator after 'key'.* \(line 1, character 4\)$/],
    ['key =', /a value, but the query ends/],
    ['key = DEMO-1\n key', /AND, OR or ORDER BY, but there is 'key'. \(line 2, character 2\)$/],
    ['key in DEMO-1', /'\('/],
    ['key in ()', /a value/],
    ['key in (a', /'\)'/],
    ['key not = 1', /IN/],
    ['(key = 1', /'\)'/],
    ['key is 1', /EMPTY/],
    ['key = "open', /quote at character 7 is not closed/],
    ['order key', /BY/],
    ['order by', /a field/],
    ['colour = 1', "Field 'colour' does not exist or you do not have permission to view it."],
    ['constructor = 1', "Field 'constructor' does not exist or you do not have permission to view it."],
    ['__proto__ is empty', "Field '__proto__' does not exist or you do not have permission to view it."],
    ['issue.property[x].y = 1', /'issue.property\[x\].y' does not exist/],
    ['cf[10099] = 1', /'cf\[10099\]' does not exist/],
    ['order by colour', /'colour' does not exist/],
    ['workratio = 1', /does not emulate the field workratio/],
    ['sprint = Nope', "Sprint with name 'Nope' does not exist or you do not have permission to view it."],
    ['sprint > 1', "The operator '>' is not supported by the 'sprint' field."],
    ['order by comment', "Not able to sort using field 'comment'."],
    ['key was DEMO-1', "History searches do not support the 'key' field."],
    ['key ~ a', "The operator '~' is not supported by the 'key' field."],
    ['summary = a', "The operator '=' is not supported by the 'summary' field."],
    ['assignee > a', "The operator '>' is not supported by the 'assignee' field."],
    ['key = DEMO-99', 'Issue does not exist or you do not have permission to see it.'],
    ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
    ['project = 4711', "A value with ID '4711' does not exist for the field 'project'."],
    ['status in (Done, Shipped)', "The value 'Shipped' does not exist for the field 'status'."],
    ['issuetype = Nonsense', "The value 'Nonsense' does not exist for the field 'issuetype'."],
    ['assignee = nobody', "The value 'nobody' does not exist for the field 'assignee'."],
    ['component = Server', "The value 'Server' does not exist for the field 'component'."],
    ['issueLinkType = x', "The value 'x' does not exist for the field 'issueLinkType'."],
    ['votes > many', /requires a number/],
    ['created ~ 2026', "The operator '~' is not supported by the 'created' field."],
    [
      'created > yesterday',
      "Date value 'yesterday' for field 'created' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.",
    ],
    ['due = 2026-02-30', /^Date value '2026-02-30' for field 'due' is invalid/],
    ['created > 1M', /Date value '1M'/],
    ['created > "2026-13-45"', /Date value/],
    [
      'created > currentUser()',
      "A date for the field 'created' provided by the function 'currentUser' is not valid.",
    ],
    [
      'status = currentUser()',
      "A value provided by the function 'currentUser' is invalid for the field 'status'.",
    ],
    ['assignee = currentLogin()', "Unable to find JQL function 'currentLogin()'."],
    ['sprint = openSprints()', /^Operator '=' does not support the list value 'openSprints\(\)'/],
    [
      'status in openSprints()',
      "A value provided by the function 'openSprints' is invalid for the field 'status'.",
    ],
    ['assignee in (releasedVersions())', /does not emulate the function releasedVersions\(\)/],
    [
      'assignee = membersOf("site-admins")',
      /^Operator '=' does not support the list value 'membersOf\(site-admins\)'/,
    ],
    ['assignee in membersOf(nobody)', /the group does not exist/],
    ['assignee in currentUser()', /^Operator 'in' does not support the non-list value 'currentUser\(\)'/],
    ['created > now(1)', "Function 'now' expected '0' arguments but received '1'."],
    [
      'created > startOfDay(long)',
      "Duration for function 'startOfDay' should have the format (+/-)n(yMwdm), e.g -1M for 1 month earlier.",
    ],
    ['comment ~ EMPTY', /EMPTY/],
    ['summary ~ "*x"', "The text query '*x' for field 'summary' is not allowed to start with '*'."],
    ['summary ~ "?x"', "The text query '?x' for field 'summary' is not allowed to start with '?'."],
    [`summary ~ '"CSV'`, `Unable to parse the text '"CSV' for field 'summary'.`],
    ['key = (DEMO-1)', /^Operator '=' does not support the list value '\("DEMO-1"\)'/],
    ['status changed from fred', "The value 'fred' does not exist for the field 'status'."],
    [
      'status changed after 20/12/10',
      /^Date value '20\/12\/10' for predicate 'after' is invalid. Valid formats/,
    ],
    [
      'status changed after currentUser()',
      "A date for the predicate 'after' provided by the function 'currentUser' is not valid.",
    ],
    ['status changed before (11, 12)', 'The BEFORE predicate must be supplied with only 1 date value.'],
    ['status changed during 11', 'The DURING predicate must be supplied with exactly 2 date values.'],
    ['assignee was bogus()', "Unable to find JQL function 'bogus()'."],
    ['status was Done from "To Do"', /does not support the use of the from predicate/],
    ['issue in linkedIssues(DEMO-99)', 'Issue does not exist or you do not have permission to see it.'],
    ['issue in linkedIssues(DEMO-1, "loves")', /'loves' could not be found/],
    ['issue = PRIV-1 and project = DEMO and assignee = 5', /does not exist for the field 'assignee'/],
  ])('%s is refused', (jql, message) => {
    expect(() => find(jql)).toThrow(JqlError);
    expect(() => find(jql)).toThrow(message);
  });

  it('finds nothing for the current user of who is nobody', () => {
    expect(find('assignee = currentUser()', { accountId: null })).toEqual([]);
    expect(find('assignee != currentUser() order by key', 'site')).toEqual([1, 2, 3, 5]);
  });

  it('never fails in another way', () => {
    const word = fc.constantFrom(
      ...[
        'key',
        'created',
        'assignee',
        'labels',
        'and',
        'or',
        'not',
        'in',
        'is',
        'empty',
        'order',
        'by',
        'desc',
      ],
      ...[
        '=',
        '!=',
        '~',
        '!~',
        '<',
        '>=',
        '(',
        ')',
        ',',
        '"',
        "'",
        '\\',
        '-1d',
        'now()',
        'x',
        '__proto__',
        '\n',
      ],
    );
    const query = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(query, (jql) => {
        try {
          find(jql);
        } catch (error) {
          expect(error).toBeInstanceOf(JqlError);
        }
      }),
      { numRuns: soak(300, 3_000) },
    );
  });

  it.each([
    ['not '.repeat(12_000)],
    ['('.repeat(40_000)],
    [`"${'\\"'.repeat(20_000)}`],
    ['x'.repeat(60_000)],
  ])('that is too much is refused (%#)', (jql) => {
    expect(() => find(jql)).toThrow(JqlError);
  });
});
