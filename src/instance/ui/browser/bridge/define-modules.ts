import { page } from '../page-data.ts';
import { confluence } from './confluence.ts';
import { context } from './context.ts';
import { cookie } from './cookie.ts';
import { globals } from './globals.ts';
import { history } from './history.ts';
import { jira } from './jira.ts';
import { navigator } from './navigator.ts';
import { request } from './request.ts';
import { user } from './user.ts';

/** Offers what the product adds to the library's own modules. Frames see only what was defined before them. */
export function defineModules(): void {
  connectHost.defineModule(globals);
  connectHost.defineModule(request);
  connectHost.defineModule('context', context);
  connectHost.defineModule('user', user);
  connectHost.defineModule('cookie', cookie);
  connectHost.defineModule('history', history);
  connectHost.defineModule('navigator', navigator);
  if (page.product === 'jira') connectHost.defineModule('jira', jira);
  else connectHost.defineModule('confluence', confluence);
}
