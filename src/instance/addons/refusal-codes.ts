/**
 * The product's own key for what a rule of the linter finds, where the product refuses the install on account of it.
 * Source: the host of 2016, github:mahmoudimus/ac@6626e41, `i18n.properties` and the validators that name them.
 */
export const REFUSAL_CODES: Readonly<Record<string, string>> = {
  'base-url/https': 'connect.install.error.base_url.no_tls',
  'lifecycle/missing-installed': 'connect.install.error.auth.with.no.installed.callback',
  'scopes/missing-for-webhooks': 'connect.install.error.missing.scope',
  'modules/unknown': 'connect.install.error.unknown.module',
  'conditions/needs-context': 'connect.install.error.page.with.invalid.condition',
  'conditions/params': 'connect.install.error.invalid.condition.parameters',
  'locations/refused': 'connect.install.error.invalid.location',
};

/** @returns undefined for what the product calls an invalid descriptor, without saying more */
export function refusalCodeOf(ruleId: string): string | undefined {
  return Object.hasOwn(REFUSAL_CODES, ruleId) ? REFUSAL_CODES[ruleId] : undefined;
}
