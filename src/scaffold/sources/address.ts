import path from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { closest } from '../../core/suggest.ts';
import { isTemplateName, templateNames } from '../templates.ts';

/** Where a template comes from. */
export type TemplateAddress =
  | { readonly kind: 'bundled'; readonly name: string }
  /** `folder` is absolute; `label` is what the person wrote. */
  | { readonly kind: 'folder'; readonly folder: string; readonly label: string }
  | GitAddress
  | NpmAddress;

export interface GitAddress {
  readonly kind: 'git';
  readonly url: string;
  /** What git may speak. */
  readonly protocol: 'https' | 'ssh' | 'file';
  /** A branch, tag or commit; undefined for what the repository begins with. */
  readonly ref: string | undefined;
  /** Where the template is in the repository; empty for its root. */
  readonly subfolder: string;
  /** What people read; without credentials. */
  readonly label: string;
}

export interface NpmAddress {
  readonly kind: 'npm';
  /** What npm reads: `name@version`. */
  readonly spec: string;
  readonly label: string;
}

const HOSTS: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};

/**
 * Reads what `--template` says.
 * @throws {UsageError} for what is none of the forms
 */
export function parseTemplateAddress(text: string, cwd: string): TemplateAddress {
  if (isTemplateName(text)) return { kind: 'bundled', name: text };
  if (/\p{Cc}/u.test(text)) throw invalid(text, 'An address has no control characters.');
  if (text.startsWith('npm:')) return parseNpm(text);
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && Object.hasOwn(HOSTS, scheme)) return parseShort(text, scheme);
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return parseUrl(text);
  if (/^[^/\\:]+@[^/\\:]+:/.test(text)) return parseScp(text);
  if (text === '.' || text === '..' || /[\\/]/.test(text)) {
    return { kind: 'folder', folder: path.resolve(cwd, text), label: text };
  }
  throw unknownName(text);
}

/** `github:owner/repository/folder/in/it#branch` */
function parseShort(text: string, scheme: string): GitAddress {
  const [rest, ref] = splitRef(text.slice(scheme.length + 1));
  const [owner = '', repository = '', ...folders] = rest.split('/');
  if (![owner, repository].every(isPlainName)) {
    throw invalid(text, `Write ${scheme}:owner/repository, with /folder and #branch where needed.`);
  }
  const name = repository.replace(/\.git$/, '');
  const url = `https://${HOSTS[scheme] ?? ''}/${owner}/${name}.git`;
  return {
    kind: 'git',
    url,
    protocol: 'https',
    ref: checkRef(text, ref),
    subfolder: checkFolder(text, folders),
    label: text,
  };
}

/** `https://host/owner/repository.git/folder/in/it#branch`; on the hosts that are known, `.git` can be left out. */
function parseUrl(text: string): GitAddress {
  const [rest, ref] = splitRef(text);
  const url = URL.canParse(rest) ? new URL(rest) : undefined;
  const protocol = { 'https:': 'https', 'ssh:': 'ssh', 'file:': 'file' }[url?.protocol ?? ''];
  if (url === undefined || (protocol !== 'https' && protocol !== 'ssh' && protocol !== 'file')) {
    throw invalid(text, 'Templates are fetched from https:, ssh: and file: addresses.');
  }
  if (url.search !== '') throw invalid(text, 'An address of a repository has no query.');
  // The program that speaks ssh would take them for options.
  if (/^-/.test(url.hostname) || /^-/.test(decodeURIComponent(url.username)))
    throw invalid(text, 'That is no host.');
  const [repository, subfolder] = splitPath(url);
  const label = url.password === '' && url.username === '' ? text : withoutCredentials(url, text, protocol);
  url.pathname = repository;
  return {
    kind: 'git',
    url: url.href,
    protocol,
    ref: checkRef(text, ref),
    subfolder: checkFolder(text, subfolder),
    label,
  };
}

function splitPath(url: URL): readonly [string, readonly string[]] {
  const marked = /^(.*?\.git)(?:\/(.*))?$/.exec(url.pathname);
  if (marked !== null) return [marked[1] ?? '', split(marked[2] ?? '')];
  const segments = split(url.pathname);
  if (!Object.values(HOSTS).includes(url.hostname)) return [url.pathname, []];
  return [`/${segments.slice(0, 2).join('/')}`, segments.slice(2)];
}

/** `git@host:owner/repository.git/folder/in/it#branch` */
function parseScp(text: string): GitAddress {
  const [rest, ref] = splitRef(text);
  const match = /^([\w.][\w.-]*)@([\w][\w.-]*):((?![-/])[^\s]*?)(?:(\.git)(?:\/(.*))?)?$/.exec(rest);
  const [, user, host, repository, suffix = '', folder = ''] = match ?? [];
  if (!user || !host || !repository) throw invalid(text, 'Write git@host:owner/repository.git.');
  return {
    kind: 'git',
    url: `${user}@${host}:${repository}${suffix}`,
    protocol: 'ssh',
    ref: checkRef(text, ref),
    subfolder: checkFolder(text, split(folder)),
    label: text,
  };
}

/** `npm:@scope/name@1.2.3` */
function parseNpm(text: string): NpmAddress {
  const spec = text.slice('npm:'.length);
  // https://github.com/npm/validate-npm-package-name; versions, ranges and tags have no colons and slashes.
  if (!/^(?:@[a-z\d~][\w.~-]*\/)?[a-z\d~][\w.~-]*(?:@[\w.^~*+-]+)?$/i.test(spec)) {
    throw invalid(text, 'Write npm:name or npm:name@version, with the name of a package in a registry.');
  }
  return { kind: 'npm', spec, label: text };
}

function splitRef(text: string): readonly [string, string | undefined] {
  const at = text.indexOf('#');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** https://git-scm.com/docs/git-check-ref-format, and nothing that reads like an option or a refspec. */
function checkRef(text: string, ref: string | undefined): string | undefined {
  if (ref === undefined || (/^[\w][\w./+@-]*$/.test(ref) && !/\.\.|@\{|\/\/|\.lock$|[./]$/.test(ref)))
    return ref;
  throw invalid(text, 'Behind # stands a branch, a tag or a commit.');
}

function checkFolder(text: string, segments: readonly string[]): string {
  const names = segments.filter((segment) => segment !== '');
  if (names.some((name) => name === '.' || name === '..' || /[\\:/]/.test(name))) {
    throw invalid(text, 'A folder in a repository does not lead out of it.');
  }
  return names.join('/');
}

function split(pathname: string): readonly string[] {
  return pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeSegment);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function isPlainName(name: string): boolean {
  return /^[a-z\d_][\w.-]*$/i.test(name) && name !== '.git';
}

/** For ssh, the name is part of the address and no secret. */
function withoutCredentials(url: URL, text: string, protocol: GitAddress['protocol']): string {
  const before = text.slice(0, text.indexOf('://') + 3);
  const rest = text.slice(before.length).replace(/^[^/]*@/, '');
  return protocol === 'ssh' ? `${before}${url.username}@${rest}` : `${before}${rest}`;
}

function unknownName(text: string): UsageError {
  const names = templateNames();
  const meant = closest(text, names);
  return new UsageError('unknown-choice', `"${text}" is not one of: ${names.join(', ')}.`, {
    where: '--template',
    nextSteps: [
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
      'A folder is written with a slash (./my-template), a package as npm:name, a repository as github:owner/repository.',
    ],
  });
}

function invalid(text: string, hint: string): UsageError {
  const shown = text.replace(/(:\/\/)[^/]*@/, '$1');
  return new UsageError('invalid-template-address', `"${shown}" is no address of a template.`, {
    where: '--template',
    nextSteps: [hint],
  });
}
