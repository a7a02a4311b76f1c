import type { HostModule } from '../libraries.d.ts';
import { callbackMethod } from './host-method.ts';
import { notEmulated } from './not-emulated.ts';

/** `AP.jira`. https://developer.atlassian.com/cloud/jira/platform/jsapi/jira */
export const jira: HostModule = {
  refreshIssuePage: callbackMethod(() => window.location.reload()),
  ...notEmulated('jira', [
    'getWorkflowConfiguration',
    'initJQLEditor',
    'isDashboardEditable',
    'isNativeApp',
    'openCreateIssueDialog',
    'openDatePicker',
    'openIssueDialog',
    'openJQLEditor',
    'setDashboardItemTitle',
    'showJQLEditor',
  ]),
};
