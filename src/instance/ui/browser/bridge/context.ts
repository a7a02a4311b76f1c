import { send } from '../api.ts';
import { textAt } from '../json.ts';
import type { HostModule, RegisteredExtension } from '../libraries.d.ts';
import { page } from '../page-data.ts';
import { promiseMethod } from './host-method.ts';

/** `AP.context`. https://developer.atlassian.com/cloud/jira/platform/jsapi/context */
export const context: HostModule = {
  getToken: promiseMethod(async (caller) => {
    const answer = await send('POST', '/_connect-kit/api/context-token', {
      product: page.product,
      addonKey: caller.extension.addon_key,
      moduleKey: caller.extension.key,
      context: contextOf(caller),
    });
    const token = textAt(answer, 'token');
    if (token === undefined) throw new Error('The dev instance answered without a context token.');
    return token;
  }),
  getContext: promiseMethod(async (caller) => contextOf(caller)),
};

/** What the frame was opened for; empty for frames that belong to no issue, project or content. */
export function contextOf({ extension }: RegisteredExtension): Readonly<Record<string, unknown>> {
  return extension.options?.structuredContext ?? {};
}
