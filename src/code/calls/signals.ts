import { isMark, isText, isWord, plainText, type Token } from '../tokens/token.ts';
import type { Piece } from '../tokens/tokenize.ts';

/** A sign in the code that tells more of its calls than their paths do. */
export type Signal =
  /** It acts in the name of a person: by a method of a framework, or by the exchange of tokens itself. */
  | { readonly kind: 'impersonation'; readonly isCertain: boolean; readonly token: Token }
  /** It uses a library that makes calls whose paths are not in the code. */
  | { readonly kind: 'library'; readonly name: string; readonly token: Token }
  /** It sends a user name and a password (or an API token): such calls are not the add-on's. */
  | { readonly kind: 'basic-auth'; readonly token: Token };

/**
 * Methods of frameworks that act for a person. Sources: atlassian-connect-express 11 (asUserByAccountId, asUser before);
 * atlassian-connect-spring-boot (authenticatedAsHostActor, authenticatedAs); the Symfony bundle (actAsUser).
 */
const IMPERSONATING = new Set([
  'asUserByAccountId',
  'asUser',
  'authenticatedAsHostActor',
  'authenticatedAs',
  'actAsUser',
]);

/** What the exchange of an assertion for a token of a person takes (user impersonation for Connect apps). */
const EXCHANGE = /^urn:atlassian:connect\b|oauth-2-authorization-server\.services\.atlassian\.com/;

/** Packages whose functions stand for operations of the products. Each is named in the code that uses it. */
const LIBRARIES: readonly RegExp[] = [
  /^(?:jira\.js|jira-client|jira-connector|jira-api|confluence\.js|confluence-api|jira)(?:\/|$)/,
  /^github\.com\/(?:andygrunwald\/go-jira|ctreminiom\/go-atlassian|virtomize\/confluence-go-api|salsita\/go-jira)/,
  /^(?:jira-ruby|atlassian-python-api|gouqi|goji)$/,
];
/** By what is imported: classes of Java and PHP, and modules of Python and C#, as `import a.b` names them. */
const IMPORTS: readonly { readonly pattern: RegExp; readonly library: string }[] = [
  { pattern: /^import .*\bJiraRestClient(?:Factory)?\b/, library: 'jira-rest-java-client' },
  { pattern: /^use JiraRestApi\b/, library: 'php-jira-rest-client' },
  { pattern: /^(?:from|import) jira\b/, library: 'jira' },
  { pattern: /^(?:from|import) atlassian\b/, library: 'atlassian-python-api' },
  { pattern: /^using Atlassian \. Jira\b/, library: 'Atlassian.SDK' },
];
/** Longest line of an import, in tokens. */
const MAX_IMPORT = 24;

const BASIC_AUTH = new Set([
  'HTTPBasicAuth',
  'SetBasicAuth',
  'basic_auth',
  'BasicCredentials',
  'setBasicAuth',
  'BasicAuthentication',
]);

export function findSignals({ tokens }: Piece): readonly Signal[] {
  return tokens.flatMap((token, index): readonly Signal[] => {
    if (isText(token)) return ofText(token, tokens, index);
    if (!isWord(token)) return [];
    if (IMPERSONATING.has(token.text) && impersonates(tokens, index)) {
      return [{ kind: 'impersonation', isCertain: true, token }];
    }
    if (BASIC_AUTH.has(token.text)) return [{ kind: 'basic-auth', token }];
    const library = token.startsLine ? importedBy(tokens, index) : undefined;
    return library === undefined ? [] : [{ kind: 'library', name: library, token }];
  });
}

function ofText(token: Token, tokens: readonly Token[], index: number): readonly Signal[] {
  const text = plainText(token) ?? firstPart(token);
  if (text === undefined) return [];
  if (EXCHANGE.test(text)) return [{ kind: 'impersonation', isCertain: false, token }];
  if (/^Basic /.test(text)) return [{ kind: 'basic-auth', token }];
  const before = tokens[index - 1];
  const isLoaded = isMark(before, '(') ? isWord(tokens[index - 2]) : isWord(before) || isMark(before, '(');
  const isGo = /^github\.com\//.test(text);
  if (!isLoaded && !isGo) return [];
  return LIBRARIES.some((pattern) => pattern.test(text)) && isLoader(tokens, index, isGo)
    ? [{ kind: 'library', name: text, token }]
    : [];
}

function isLoader(tokens: readonly Token[], index: number, isGo: boolean): boolean {
  if (isGo) return true;
  const before = tokens[isMark(tokens[index - 1], '(') ? index - 2 : index - 1];
  return isWord(before) && /^(?:require|from|import|gem|use)$/.test(before.text);
}

function firstPart(token: Token): string | undefined {
  const part = isText(token) ? token.parts[0] : undefined;
  return typeof part === 'string' ? part : undefined;
}

/** `client.asUser(id)`. In Forge, `asUser()` takes nothing and leads to `requestJira` and its like. */
function impersonates(tokens: readonly Token[], index: number): boolean {
  const name = tokens[index];
  if (!isMark(tokens[index - 1], '.', '->', '?.', '::') || !isMark(tokens[index + 1], '(') || !isWord(name)) {
    return false;
  }
  if (name.text === 'authenticatedAsHostActor') return true;
  if (isMark(tokens[index + 2], ')')) return false;
  const owner = tokens[index - 2];
  if (name.text === 'authenticatedAs') return isWord(owner) && /clients?$/i.test(owner.text);
  if (name.text !== 'asUser') return true;
  return isMark(owner, ')') || (isWord(owner) && /http|client|addon|host|request/i.test(owner.text));
}

/** The library that a line imports which begins with `import`, `from` or `use`. */
function importedBy(tokens: readonly Token[], first: number): string | undefined {
  const token = tokens[first];
  if (!isWord(token) || !/^(?:import|from|use|using)$/.test(token.text)) return undefined;
  const words: string[] = [];
  for (let at = first; at < first + MAX_IMPORT; at += 1) {
    const next = tokens[at];
    if (next === undefined || next.kind === 'text' || (at > first && next.startsLine)) break;
    words.push(next.text);
  }
  const line = words.join(' ');
  return IMPORTS.find(({ pattern }) => pattern.test(line))?.library;
}
