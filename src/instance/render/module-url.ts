import { isRecord } from '../../core/json.ts';
import type { HostSigner } from '../addons/host-signer.ts';
import { baseUrlOf, type Installation, joinUrl } from '../addons/installation.ts';
import { licenceOf } from '../addons/licence.ts';
import type { AddonModule } from '../addons/modules.ts';
import type { HostProduct, Site } from '../site.ts';

/** Nested context of a page, as `AP.context.getContext` answers it: `{ jira: { issue: { key } } }`. */
export type PageContext = Readonly<Record<string, unknown>>;

/** What Jira says of itself in `cv`. */
const CONNECT_VERSION = '1001.0.0-SNAPSHOT';

/**
 * The URL of a module's iframe: variables filled, parameters of the host added, signed.
 * Modules that are `cacheable` get neither parameters nor a token.
 * @see https://developer.atlassian.com/cloud/jira/platform/context-parameters/
 */
export async function createModuleUrl(
  deps: { readonly site: Site; readonly signer: HostSigner },
  installation: Installation,
  module: AddonModule,
  context: PageContext,
  accountId: string | undefined,
): Promise<string> {
  const baseUrl = baseUrlOf(installation);
  const template = module.url ?? '/';
  if (module.isCacheable) return `${baseUrl}${template.startsWith('/') ? '' : '/'}${template}`;
  const host = deps.site.products[installation.product];
  const url = appendParameters(
    joinUrl(baseUrl, fillVariables(template, context)),
    hostParameters(deps.site, host, installation, module),
  );
  const token = await deps.signer.signRequest(host, installation, { method: 'GET', url, baseUrl }, accountId);
  return token === undefined ? url : appendParameters(url, [['jwt', token]]);
}

/**
 * Fills `{issue.key}` and its like: percent-encoded in the path, form-encoded in the query, empty when unknown.
 * @param context nested by product; the product's name is not part of a variable's
 */
export function fillVariables(template: string, context: PageContext): string {
  const queryStart = template.indexOf('?');
  const path = queryStart === -1 ? template : template.slice(0, queryStart);
  const query = queryStart === -1 ? '' : template.slice(queryStart);
  const fill = (text: string, encode: (value: string) => string) =>
    text.replace(/\{([^{}]+)\}/g, (_, name: string) =>
      encode(contextValue(name.trim(), context).toWellFormed()),
    );
  return (
    fill(path, encodeURIComponent) + fill(query, (value) => encodeURIComponent(value).replaceAll('%20', '+'))
  );
}

function contextValue(variable: string, context: PageContext): string {
  for (const productContext of Object.values(context)) {
    let value: unknown = productContext;
    for (const part of variable.split('.')) value = isRecord(value) ? value[part] : undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  const [head, ...rest] = variable.split('.');
  // The type is written without its parent; a page's former names have the same values as those of today.
  if (head === 'issuetype') return contextValue(['issue', 'issuetype', ...rest].join('.'), context);
  return head === 'page' ? contextValue(['content', ...rest].join('.'), context) : '';
}

function hostParameters(
  site: Site,
  host: HostProduct,
  installation: Installation,
  module: AddonModule,
): readonly (readonly [string, string])[] {
  const { key } = installation.descriptor;
  return [
    ['xdm_e', site.origin],
    ['xdm_c', `channel-${key}__${module.key ?? ''}`],
    ['cp', host.contextPath],
    ['xdm_deprecated_addon_key_do_not_use', key],
    ['lic', licenceOf(installation)],
    ['cv', CONNECT_VERSION],
  ];
}

function appendParameters(url: string, parameters: readonly (readonly [string, string])[]): string {
  const text = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const [address = '', ...fragment] = url.split('#');
  const hash = fragment.length === 0 ? '' : `#${fragment.join('#')}`;
  return `${address}${address.includes('?') ? '&' : '?'}${text}${hash}`;
}
