/** Jira's words about a field that nobody can set there, or that there is none of. */
export function notSettable(name: string): string {
  return `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
}
