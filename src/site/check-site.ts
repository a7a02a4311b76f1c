import { PRODUCT_NAMES, type Product } from '../catalog/products.ts';
import { NotFineError } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { havePrivateInstallsEnded, sayThatPrivateInstallsEnded, WHAT_STILL_WORKS } from './install-advice.ts';
import { accessTo } from './register.ts';
import type { SiteTarget } from './target.ts';
import { createUpmClient, movedTo, type SiteAccess, send, type UpmClientDeps } from './upm-client.ts';

/** One thing that was looked at. */
export interface SiteCheck {
  /** Undefined for what is the same for every product. */
  readonly product: Product | undefined;
  /** Stable: `product`, `signed-in`, `administrator`, `development-mode`, `private-installs`. */
  readonly name: string;
  /** `note`: worth knowing, and not wrong. */
  readonly verdict: 'fine' | 'wrong' | 'note';
  readonly message: string;
  readonly advice: readonly string[];
}

export interface SiteVerdict {
  readonly ok: boolean;
  readonly checks: readonly SiteCheck[];
  /** The products that the site has, and in which the person is an administrator. */
  readonly products: readonly Product[];
}

export interface CheckOptions {
  /** Each of the products must be there; otherwise it is enough that one of them is. */
  readonly isStrict: boolean;
}

/**
 * Finds out whether add-ons can be installed in a site, and if not, what is in the way.
 * @throws {EnvironmentError} `site-unreachable`, with the reason
 */
export async function checkSite(
  target: SiteTarget,
  { isStrict }: CheckOptions,
  deps: UpmClientDeps,
): Promise<SiteVerdict> {
  const results: ProductResult[] = [];
  // In turn: what keeps from the one product keeps from the other, and is told once.
  for (const product of target.products) results.push(await checkProduct(target, product, deps));
  const found = results.filter(({ isThere }) => isThere);
  const wanted = isStrict || found.length === 0 ? results : found;
  const missing = results.filter((result) => !wanted.includes(result));
  const checks = [
    ...wanted.flatMap((result) => result.checks),
    ...missing.flatMap((result) =>
      result.checks.map((check) => ({ ...check, verdict: 'note' as const, advice: [] })),
    ),
    ...(found.length > 0 && target.kind === 'real' ? checkCalendar(deps) : []),
  ];
  const products = results.filter(({ isAdministered }) => isAdministered).map(({ product }) => product);
  return { ok: checks.every(({ verdict }) => verdict !== 'wrong'), checks, products };
}

interface ProductResult {
  readonly product: Product;
  readonly isThere: boolean;
  readonly isAdministered: boolean;
  readonly checks: readonly SiteCheck[];
}

async function checkProduct(
  target: SiteTarget,
  product: Product,
  deps: UpmClientDeps,
): Promise<ProductResult> {
  const access = accessTo(target, product);
  const title = PRODUCT_NAMES[product];
  const response = await send(access, deps, 'GET', '/rest/plugins/1.0/');
  const body: unknown = await response.json().catch(() => undefined);
  const result = (isThere: boolean, ...checks: readonly SiteCheck[]): ProductResult => ({
    ...{ product, isThere, checks },
    isAdministered:
      isThere && checks.every(({ verdict, name }) => verdict !== 'wrong' || name === 'development-mode'),
  });
  const wrong = (name: string, message: string, ...advice: readonly string[]): SiteCheck => ({
    ...{ product, name, verdict: 'wrong', message, advice },
  });
  const { status } = response;
  if (status === 401 || status === 403) return result(true, await findOutWho(access, product, status, deps));
  if (response.ok && isRecord(body) && Array.isArray(body['plugins'])) {
    const message = `${title} takes ${target.username} as an administrator.`;
    const fine: SiteCheck = { product, name: 'administrator', verdict: 'fine', message, advice: [] };
    return result(true, fine, ...(await checkDevelopmentMode(access, product, deps)));
  }
  const moved = movedTo(response, access);
  if (moved !== undefined) {
    return result(
      false,
      wrong(
        'product',
        `${access.baseUrl} leads to ${moved}.`,
        `If the site has moved, take that address: ${moved}`,
      ),
    );
  }
  if (status === 404 || status === 410) {
    return result(
      false,
      wrong(
        'product',
        `There is no ${title} at ${access.baseUrl} (${status}).`,
        `Check the address; the site may be gone, or have no ${title}.`,
      ),
    );
  }
  return result(
    false,
    wrong(
      'product',
      `${access.baseUrl} answers ${status}, and not as ${title} does.`,
      status >= 500
        ? 'The site is down, or suspended: look at it in a browser.'
        : 'Check that the address is that of a Jira or Confluence site, and that no proxy answers for it.',
    ),
  );
}

/** UPM says no more than 401: whether the person is nobody, or no administrator, the product itself knows. */
async function findOutWho(
  access: SiteAccess,
  product: Product,
  status: number,
  deps: UpmClientDeps,
): Promise<SiteCheck> {
  const path = product === 'jira' ? '/rest/api/3/myself' : '/rest/api/user/current';
  const response = await send(access, deps, 'GET', path);
  const body: unknown = await response.json().catch(() => undefined);
  const isKnown =
    response.ok && stringAt(body, 'accountId') !== undefined && stringAt(body, 'type') !== 'anonymous';
  const title = PRODUCT_NAMES[product];
  if (isKnown) {
    return {
      ...{ product, name: 'administrator', verdict: 'wrong' },
      message: `${access.username} is no administrator of ${title} (${status}).`,
      advice: [
        'Take the e-mail and a token of somebody who is, or have an administrator give you that role.',
      ],
    };
  }
  return {
    ...{ product, name: 'signed-in', verdict: 'wrong' },
    message: `${title} does not accept the e-mail ${access.username} with this token (${response.status}).`,
    advice: [
      'Make another token, without scopes, at https://id.atlassian.com/manage-profile/security/api-tokens',
      'Check that the e-mail is that of the account which made the token: it is no user name.',
      'A token with scopes is not taken at the address of a site, and a password is not either.',
    ],
  };
}

async function checkDevelopmentMode(
  access: SiteAccess,
  product: Product,
  deps: UpmClientDeps,
): Promise<readonly SiteCheck[]> {
  // Who may not see the settings may still install: nothing is said of what is not known.
  const isOn = await createUpmClient(access, deps)
    .isDevelopmentModeOn()
    .catch((error: unknown) => {
      if (error instanceof NotFineError) return undefined;
      throw error;
    });
  if (isOn !== false) return [];
  return [
    {
      ...{ product, name: 'development-mode', verdict: 'wrong' },
      message: `Development mode of ${PRODUCT_NAMES[product]} is off: it takes add-ons from the Marketplace only.`,
      advice: ['Enable it under Manage apps → Settings.'],
    },
  ];
}

function checkCalendar({ clock }: UpmClientDeps): readonly SiteCheck[] {
  if (!havePrivateInstallsEnded(clock.now())) return [];
  return [
    {
      ...{ product: undefined, name: 'private-installs', verdict: 'note' },
      message: sayThatPrivateInstallsEnded(),
      advice: WHAT_STILL_WORKS,
    },
  ];
}
