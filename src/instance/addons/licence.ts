import type { Installation } from './installation.ts';

/**
 * What an add-on's licence can be in: `trial` is an active evaluation, `expired` was one or was paid for, `none` never
 * was.
 */
export const LICENCE_STATES = ['active', 'trial', 'expired', 'none'] as const;
export type LicenceState = (typeof LICENCE_STATES)[number];

export function isLicenceState(text: unknown): text is LicenceState {
  return LICENCE_STATES.some((state) => state === text);
}

/** Only add-ons with `enableLicensing` have licences at all; they are licensed until somebody says otherwise. */
export function licenceStateOf({
  descriptor,
  licence,
}: Pick<Installation, 'descriptor' | 'licence'>): LicenceState {
  return descriptor.enableLicensing === true ? (licence ?? 'active') : 'none';
}

/** The value of `lic` in the addresses of modules, and what `addon_is_licensed` goes by. */
export function licenceOf(installation: Pick<Installation, 'descriptor' | 'licence'>): 'active' | 'none' {
  const state = licenceStateOf(installation);
  return state === 'active' || state === 'trial' ? 'active' : 'none';
}

/**
 * A licence as add-ons read it; undefined where there is none.
 * @see https://developer.atlassian.com/platform/marketplace/license-api-for-cloud-apps
 */
export function licenceJson(installation: Installation) {
  const state = licenceStateOf(installation);
  if (state === 'none') return undefined;
  return {
    active: state !== 'expired',
    type: 'COMMERCIAL',
    evaluation: state === 'trial',
    ...entitlementOf(installation),
  };
}

/**
 * The numbers of a paid add-on's entitlement, which stay the same for a tenant; none without a licence.
 * `supportEntitlementNumber` is what the older `SEN` is called in REST.
 */
export function entitlementOf(installation: Installation) {
  const { product, entitlement } = installation;
  if (licenceStateOf(installation) === 'none' || entitlement === undefined) return {};
  const digits = String(Number.parseInt(entitlement.slice(0, 8), 16)).padStart(10, '0');
  return {
    supportEntitlementNumber: `SEN-${product === 'jira' ? '1' : '2'}${digits.slice(0, 7)}`,
    entitlementId: entitlement,
    entitlementNumber: `E-${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)}`,
  };
}
