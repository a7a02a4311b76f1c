import { JqlError } from '../../../jql/jql-error.ts';

/** A query asks for what Jira has, and the dev instance has not. */
export class JqlNotEmulatedError extends JqlError {
  override readonly name = 'JqlNotEmulatedError';

  /** @param what `the field sprint` */
  constructor(what: string) {
    super(`connect-kit's dev instance does not emulate ${what} of JQL.`);
  }
}

/** Fields of Jira that nothing here answers for; names of Jira's own products' fields as well. */
const FIELDS_OF_JIRA = new Set(
  [
    'approvals category request hierarchylevel lastviewed level originalestimate timeoriginalestimate',
    'remainingestimate timeestimate timespent workratio projecttype request-channel-type request-last-activity-time',
    'organizations worklogcomment issuelink development team designs',
  ]
    .join(' ')
    .split(' '),
);

export function isFieldOfJira(name: string): boolean {
  return FIELDS_OF_JIRA.has(name.toLowerCase());
}
