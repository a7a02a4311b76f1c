import { isObject, type JsonObject, textAt } from '../json.ts';
import type { HostModule } from '../libraries.d.ts';
import { page } from '../page-data.ts';
import { callbackMethod } from './host-method.ts';

/**
 * `AP.navigator`: moves the host's page, by target and context rather than by address.
 * https://developer.atlassian.com/cloud/jira/platform/jsapi/navigator
 */
export const navigator: HostModule = {
  go: callbackMethod((_caller, [target, context]) => {
    window.location.assign(addressOf(String(target), isObject(context) ? context : {}));
  }),
  getLocation: callbackMethod((_caller, _args, answer) => answer(currentLocation())),
  reload: callbackMethod(() => window.location.reload()),
};

/** The product knows only content of Confluence here. */
function currentLocation(): unknown {
  if (page.content === undefined) return { target: 'unknown', context: {} };
  const { id, type, spaceKey } = page.content;
  return { target: 'contentview', context: { contentId: id, contentType: type, spaceKey } };
}

/** @throws {Error} when the target or something of its context is unknown */
function addressOf(target: string, context: JsonObject): string {
  const toPath = TARGETS[page.product][target.toLowerCase()];
  if (toPath === undefined) throw new Error(`AP.navigator.go: connect-kit knows no target "${target}".`);
  return page.contextPath + toPath((name) => need(target, context, name), context);
}

type ToPath = (need: (name: string) => string, context: JsonObject) => string;

const COMMON: Readonly<Record<string, ToPath>> = {
  addonmodule: (need, context) =>
    `/plugins/servlet/ac/${need('addonKey')}/${need('moduleKey')}${customQuery(context)}`,
  site: (_need, context) => sitePath(context),
  userprofile: (need) => `/people/${need('userAccountId')}`,
};

const TARGETS: Readonly<Record<'jira' | 'confluence', Readonly<Record<string, ToPath>>>> = {
  jira: {
    ...COMMON,
    dashboard: (need) => `/secure/Dashboard.jspa?selectPageId=${need('dashboardId')}`,
    issue: (need) => `/browse/${need('issueKey')}`,
    projectsummary: (need) => `/projects/${need('projectKey')}`,
    projectadminsummary: (need) => `/plugins/servlet/project-config/${need('projectKey')}`,
  },
  confluence: {
    ...COMMON,
    dashboard: () => '/',
    contentview: (need) => `/pages/viewpage.action?pageId=${need('contentId')}`,
    contentedit: (need) => `/pages/editpage.action?pageId=${need('contentId')}`,
    spaceview: (need) => `/spaces/${need('spaceKey')}`,
    spacetools: (need) => `/spaces/viewspacesummary.action?key=${need('spaceKey')}`,
  },
};

function need(target: string, context: JsonObject, name: string): string {
  const value = context[name];
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Error(`AP.navigator.go: target "${target}" needs "${name}" in its context.`);
  }
  return encodeURIComponent(String(value));
}

/** `customData` becomes query parameters with `ac.` before their names. */
function customQuery({ customData }: JsonObject): string {
  if (!isObject(customData)) return '';
  const entries = Object.entries(customData).map(([name, value]) => [`ac.${name}`, String(value)]);
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}

function sitePath(context: JsonObject): string {
  const path = textAt(context, 'relativeUrl') ?? '/';
  // The result is appended to the context path, so that it cannot name another host; what is left is to have a slash.
  return `/${path.replace(/^[/\\]+/, '')}`;
}
