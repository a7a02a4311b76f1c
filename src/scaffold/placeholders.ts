import { UsageError } from '../core/errors.ts';

/** What a template may leave open. `templates/README.md` documents them. */
export interface PlaceholderValues {
  readonly PROJECT_NAME: string;
  readonly ADDON_KEY: string;
  readonly ADDON_NAME: string;
  readonly CONNECT_KIT_SPEC: string;
  /** The product as people read it, for instance `Jira Service Management`. */
  readonly PRODUCT: string;
  /** The package manager, for instance `npm`. */
  readonly PM: string;
  /** What runs a program of a dependency, for instance `npx`. */
  readonly EXEC: string;
  /** Installs what the lock file says, and nothing else. */
  readonly PM_INSTALL_CI: string;
  /** The same without the dependencies that only development needs. */
  readonly PM_INSTALL_PROD: string;
  /** Brings the package manager onto a machine that has Node.js and npm. */
  readonly PM_SETUP: string;
  /** The name of the lock file. */
  readonly PM_LOCK: string;
  /** The versions of Node.js that the package manager runs on, for instance `20, 22, 24`. */
  readonly PM_NODES: string;
}

/** These can have any characters; the others are made of letters, digits, `@/_:.=-`, commas and spaces. */
const FREE = new Set(['ADDON_NAME', 'CONNECT_KIT_SPEC']);

/** A placeholder where it stands. */
interface Place {
  readonly file: string;
  readonly name: string;
  /** Everything before the placeholder. */
  readonly before: string;
}

type Encode = (value: string, place: Place) => string;

/**
 * Fills `__NAME__` in the files that are data or prose; code reads its configuration at run time, so that a template is a
 * program as it stands. Each value is written so that it comes out as it went in.
 * @param isStrict whether a placeholder that nobody knows is an error; it is left alone otherwise
 * @throws {UsageError} for a placeholder that is unknown, or stands where a value could break out
 */
export function fillPlaceholders(
  file: string,
  content: Uint8Array,
  values: PlaceholderValues,
  isStrict: boolean,
): Uint8Array {
  const encode = encoderOf(file);
  if (encode === undefined) return content;
  const text = decode(file, content, isStrict);
  if (text === undefined) return content;
  const known = new Map<string, string>(Object.entries(values));
  let isChanged = false;
  const filled = text.replace(/__([A-Z]+(?:_[A-Z]+)*)__/g, (placeholder, name: string, offset: number) => {
    const value = known.get(name);
    if (value === undefined) {
      if (!isStrict) return placeholder;
      throw broken(file, `${file} has an unknown placeholder: ${placeholder}`);
    }
    isChanged = true;
    return encode(value, { file, name, before: text.slice(0, offset) });
  });
  return isChanged ? new TextEncoder().encode(filled) : content;
}

function encoderOf(file: string): Encode | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'dockerfile' || name.endsWith('.dockerfile')) return inDockerfile;
  return ENCODERS[name.slice(name.lastIndexOf('.') + 1)];
}

const ENCODERS: Readonly<Record<string, Encode>> = {
  json: insideJsonString,
  md: inMarkdown,
  yml: inYaml,
  yaml: inYaml,
  html: inHtml,
  htm: inHtml,
};

function insideJsonString(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** In code as it is, elsewhere with a backslash before what Markdown would take for its own. */
function inMarkdown(value: string, { before }: Place): string {
  if (isInCode(before)) return value.replaceAll('`', "'");
  return value.replace(/[\\`*_[\]<>&|~#]/g, String.raw`\$&`);
}

function isInCode(before: string): boolean {
  const lines = before.split('\n');
  const line = lines.pop() ?? '';
  const fences = lines.filter((text) => /^\s*(?:```|~~~)/.test(text)).length;
  return fences % 2 === 1 || line.split('`').length % 2 === 0;
}

/** A text with double quotes around it is written like one in JSON. */
function inYaml(value: string, place: Place): string {
  return isQuoted(place) ? insideJsonString(value) : value;
}

/** Only names of variables can be told from text there, so `$` needs a backslash, too. */
function inDockerfile(value: string, place: Place): string {
  return isQuoted(place) ? insideJsonString(value).replaceAll('$', String.raw`\$`) : value;
}

/** @throws {UsageError} for a value that can be anything and stands where quotes are missing */
function isQuoted({ file, name, before }: Place): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (line.replaceAll(/\\./g, '').split('"').length % 2 === 0) return true;
  if (FREE.has(name)) throw broken(file, `${file} has __${name}__ without double quotes around it`);
  return false;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attributes in quotes. */
function inHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function decode(file: string, content: Uint8Array, isStrict: boolean): string | undefined {
  try {
    // What marks the order of bytes stays.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    if (!isStrict) return undefined;
    throw broken(file, `${file} is not UTF-8`);
  }
}

function broken(where: string, message: string): UsageError {
  return new UsageError('invalid-template', `The template cannot be used: ${message}.`, { where });
}
