import type { HostModule } from '../libraries.d.ts';
import { page } from '../page-data.ts';
import { callbackMethod } from './host-method.ts';

/** `AP.user`. https://developer.atlassian.com/cloud/jira/platform/jsapi/user */
export const user: HostModule = {
  getCurrentUser: callbackMethod((_caller, _args, answer) =>
    answer(page.user === undefined ? {} : { atlassianAccountId: page.user.accountId }),
  ),
  getLocale: callbackMethod((_caller, _args, answer) => answer(page.user?.locale ?? 'en_US')),
  getTimeZone: callbackMethod((_caller, _args, answer) => answer(page.user?.timeZone ?? 'UTC')),
};
