/**
 * Every name that Jira fills into the URL of some webhook, where it is written as `${issue.key}`. These are the
 * `urlVariables` of schemas/catalog/webhook-events.json, without the events: whoever only wants to know whether a text is
 * final need not load them.
 */
export const WEBHOOK_URL_VARIABLES: ReadonlySet<string> = new Set([
  'attachment.id',
  'board.id',
  'comment.id',
  'issue.id',
  'issue.key',
  'mergedVersion.id',
  'modifiedUser.accountId',
  'modifiedUser.key',
  'modifiedUser.name',
  'project.id',
  'project.key',
  'sprint.id',
  'version.id',
  'worklog.id',
]);

export function isWebhookUrlVariable(name: string): boolean {
  return WEBHOOK_URL_VARIABLES.has(name);
}
