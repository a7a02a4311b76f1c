import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from '@atlassian/atlassian-jwt';
import type { Product } from '../../src/catalog/products.ts';
import { SCOPES_OF_MODULES } from '../../src/catalog/scopes.ts';
import { stringAt } from '../../src/core/json.ts';
import type { Installation } from '../../src/instance/addons/installation.ts';
import type { Instance } from '../../src/instance/instance.ts';
import { startFakeAddon } from './fake-addon.ts';
import type { CoveredOperation } from './rest-coverage.ts';
import type { Step } from './rest-walk.ts';

export interface WalkingAddon {
  /** A request that the add-on signs. */
  sign(operation: CoveredOperation, path: string, body?: string): Step;
  /** Tokens that let it act as a person. */
  tokensOf(accountId: string, scope: string): Promise<Readonly<Record<Product, string>>>;
  /** A request in the name of a person. */
  as(
    accountId: string,
    scope: string,
  ): Promise<(operation: CoveredOperation, path: string, body?: string) => Step>;
}

/** An add-on that is installed in both products of a site. */
export async function installInBoth(
  instance: Instance,
  key: string,
  { scopes, modules }: { readonly scopes: readonly string[]; readonly modules?: ModulesOfBoth },
): Promise<WalkingAddon> {
  const install = async (product: Product) => {
    const descriptor = { key, scopes, ...(modules === undefined ? {} : { modules: modules[product] }) };
    return instance.services.installer.install(product, (await startFakeAddon(descriptor)).descriptorUrl);
  };
  const jira = await install('jira');
  const confluence = await install('confluence');
  const of = (path: string) => (path.startsWith('/wiki/') ? confluence : jira);
  const step = (authorization: string, operation: CoveredOperation, path: string, body?: string): Step => ({
    operation,
    path,
    headers: {
      Authorization: authorization,
      'Content-Type': 'application/json',
      'X-Atlassian-Token': 'no-check',
    },
    ...(body === undefined ? {} : { body }),
  });
  const tokenOf = async (
    { product, oauthClientId, sharedSecret = '' }: Installation,
    who: string,
    scope: string,
  ) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = {
      iss: `urn:atlassian:connect:clientid:${oauthClientId}`,
      sub: `urn:atlassian:connect:useraccountid:${who}`,
      tnt: instance.services.site.products[product].baseUrl,
      ...{ aud: instance.origin, iat, exp: iat + 60 },
    };
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    const body = new URLSearchParams({ grant_type, assertion: encodeSymmetric(claims, sharedSecret), scope });
    const answer = await (await fetch(instance.oauth2Url, { method: 'POST', body })).text();
    const token = stringAt(JSON.parse(answer), 'access_token');
    if (token === undefined) throw new Error(`there is no token for ${product}: ${answer}`);
    return token;
  };
  const tokensOf = async (accountId: string, scope: string) => ({
    jira: await tokenOf(jira, accountId, scope),
    confluence: await tokenOf(confluence, accountId, scope),
  });
  return {
    sign: (operation, path, body) => {
      const iat = Math.floor(Date.now() / 1000);
      const request = fromMethodAndUrl(methodOf(operation), path.replace(/^\/wiki/, ''));
      const claims = { iss: key, iat, exp: iat + 180, qsh: createQueryStringHash(request) };
      return step(`JWT ${encodeSymmetric(claims, of(path).sharedSecret ?? '')}`, operation, path, body);
    },
    tokensOf,
    as: async (accountId, scope) => {
      const tokens = await tokensOf(accountId, scope);
      return (operation, path, body) => step(`Bearer ${tokens[of(path).product]}`, operation, path, body);
    },
  };
}

type ModulesOfBoth = Readonly<Record<Product, Readonly<Record<string, unknown>>>>;

/** Modules of every kind that opens operations to the add-ons that declare it. */
export const MODULES: ModulesOfBoth = {
  jira: Object.fromEntries(
    Object.keys(SCOPES_OF_MODULES).map((name) => [
      name,
      {
        ...{ key: name.toLowerCase(), name: { value: name } },
        ...(name === 'jiraDevelopmentTool'
          ? {
              ...{ application: { value: 'Tool' }, url: 'http://localhost' },
              ...{ logoUrl: 'http://localhost/logo.svg', capabilities: ['commit'] },
            }
          : { homeUrl: 'http://localhost' }),
      },
    ]),
  ),
  confluence: {
    customContent: [
      {
        ...{ key: 'note', name: { value: 'Notes' } },
        apiSupport: { supportedContainerTypes: ['space', 'page', 'blogpost'] },
        uiSupport: { contentViewComponent: { moduleKey: 'view' }, icons: { item: { url: '/icon.svg' } } },
      },
    ],
  },
};

function methodOf({ method }: CoveredOperation): 'GET' | 'POST' | 'PUT' | 'DELETE' {
  if (method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE') return method;
  throw new Error(`${method} is not signed here`);
}
