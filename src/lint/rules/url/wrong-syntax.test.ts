// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of variables in webhooks
import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_WRONG_SYNTAX } from './wrong-syntax.ts';

const panel = (url: string) => ({ modules: { webPanels: [{ key: 'p', url }] } });
const pointer = '/modules/webPanels/0/url';
const hook = (url: string) => ({ modules: { webhooks: [{ event: 'jira:issue_created', url }] } });
const hookPointer = '/modules/webhooks/0/url';

testRule(URL_WRONG_SYNTAX, [
  {
    name: 'finds the dollar sign of webhooks in pages',
    document: panel('/p?i=${issue.id}&v={{version}}'),
    findings: [
      {
        pointer,
        message: 'has ${issue.id}',
        hint: 'Write {issue.id}.',
        fix: 'Write {issue.id}',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'finds double braces',
    document: panel('/p?i={{issue.key}}'),
    findings: [{ pointer, message: 'has {{issue.key}}', fix: 'Write {issue.key}' }],
  },
  {
    name: 'finds encoded braces',
    document: panel('/p?i=%7Bissue.key%7d'),
    findings: [{ pointer, message: 'has %7Bissue.key%7d', fix: 'Write {issue.key}' }],
  },
  {
    name: 'finds names that only pages have',
    document: panel('/p?c=${content.id}'),
    product: 'confluence',
    findings: [{ pointer, message: 'has ${content.id}', fix: 'Write {content.id}' }],
  },
  {
    name: 'finds single braces in webhooks',
    document: hook('/h?i={issue.key}&p=${project.key}&q={project.key}'),
    findings: [
      {
        pointer: hookPointer,
        message: 'writes variables of webhooks with a dollar sign',
        hint: '${issue.key} is the form',
        severity: 'info',
        fix: null,
      },
    ],
  },
  {
    name: 'finds names that no event fills in',
    document: hook('/h?i={foo}'),
    findings: [{ pointer: hookPointer, message: 'has {foo}', hint: 'Remove it', fix: null }],
  },
  {
    name: 'knows that Confluence fills in nothing',
    document: hook('/h?i={content.id}'),
    product: 'confluence',
    findings: [{ pointer: hookPointer, message: 'Confluence fills nothing into', fix: null }],
  },
  {
    name: 'takes what servers fill in',
    document: panel('/p?v={{version}}&w=${app.version}&x={{ issue_key }}&y=%7Bnot.known%7D'),
    findings: [],
  },
  {
    name: 'takes each form in its place',
    document: { modules: { ...panel('/p?i={issue.key}').modules, ...hook('/h?i=${issue.key}').modules } },
    findings: [],
  },
  {
    name: 'knows nothing of Bitbucket',
    document: hook('/h?i={issue.key}'),
    product: 'bitbucket',
    findings: [],
  },
]);
