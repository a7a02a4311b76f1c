/**
 * Where the page about a rule can be read: the package has it under `docs/rules`, and unpkg serves what packages have.
 * @param version of connect-kit: pages change with the rules
 */
export function rulePageUrl(ruleId: string, version: string): string {
  return `https://unpkg.com/connect-kit@${version}/docs/rules/${ruleId}.md`;
}
