import { JqlNotEmulatedError } from '../../jira/jql/not-emulated.ts';
import { JqlError } from '../../jira/jql.ts';
import { jiraError } from '../../product-error.ts';

/** @throws {ProductError} 400 for a query that Jira would refuse, 501 for one that is only not emulated */
export function withJqlErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof JqlNotEmulatedError) throw jiraError(501, [error.message]);
    if (error instanceof JqlError) throw jiraError(400, [error.message]);
    throw error;
  }
}
