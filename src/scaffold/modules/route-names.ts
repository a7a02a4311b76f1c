import { UsageError } from '../../core/errors.ts';
import { problemOfFolderName } from '../names.ts';

/** https://developer.atlassian.com/cloud/confluence/modules/blueprint (2026-01): `^[a-zA-Z0-9-]+$`, at most 100. */
const MAX_KEY = 100;

/** What cannot be the name of a constant; https://tc39.es/ecma262/#prod-ReservedWord and what strict code adds. */
const RESERVED =
  /^(?:abstract|arguments|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|undefined|var|void|while|with|yield)$/;

/** What is wrong with the key of a module, as a sentence. */
export function problemOfModuleKey(key: string): string | undefined {
  if (!/^[a-zA-Z0-9-]+$/.test(key)) return 'The key of a module has letters, digits and dashes only.';
  if (key.length > MAX_KEY) return `The key of a module has at most ${MAX_KEY} characters.`;
  return /[a-zA-Z0-9]/.test(key) ? undefined : 'The key of a module has a letter or digit in it.';
}

/** @throws UsageError for a key that no module can have */
export function checkModuleKey(key: string): void {
  const problem = problemOfModuleKey(key);
  if (problem !== undefined)
    throw new UsageError('invalid-module-key', problem, { where: `"${key.slice(0, 60)}"` });
}

/** `myIssuePanel` → `my-issue-panel`: the name of a file on every system. */
export function fileNameOf(key: string): string {
  const name = kebab(key);
  return problemOfFolderName(name) === undefined ? name : `module-${name}`;
}

/** `Issue link (old)` → `issue-link-old`. */
export function kebab(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** `issue-panel-2` → `issuePanel2`: a name that code can have. */
export function exportNameOf(file: string): string {
  const name = file.replace(/-+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
  return /^\d/.test(name) || RESERVED.test(name)
    ? `module${name.charAt(0).toUpperCase()}${name.slice(1)}`
    : name;
}

/** The first of `name`, `name-2`, `name-3`, … that is free. */
export function firstFree(names: readonly string[], isFree: (name: string) => boolean): string {
  const [base = ''] = names;
  const given = names.find(isFree);
  if (given !== undefined) return given;
  for (let number = 2; ; number += 1) {
    const name = `${base}-${number}`;
    if (isFree(name)) return name;
  }
}
