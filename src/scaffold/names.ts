/** The names of a project: what will do, and what is made of what. Problems are sentences for people. */

/** https://developer.atlassian.com/cloud/jira/platform/connect-app-descriptor/: `^[a-zA-Z0-9-._]+$`, at most 64. */
const MAX_KEY = 64;
const MAX_NAME = 100;
/** https://docs.npmjs.com/cli/configuring-npm/package-json#name */
const MAX_PACKAGE_NAME = 214;
/** In bytes, on most file systems. */
const MAX_FILE_NAME = 255;

export function problemOfKey(key: string): string | undefined {
  if (!/^[a-zA-Z0-9._-]+$/.test(key)) return 'A key has letters, digits, dots, dashes and underscores only.';
  return key.length > MAX_KEY ? `A key has at most ${MAX_KEY} characters.` : undefined;
}

export function problemOfName(name: string): string | undefined {
  if (name.trim() === '') return 'A name needs at least one character.';
  if (name.length > MAX_NAME) return `A name has at most ${MAX_NAME} characters.`;
  if (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(name)) return 'A name has no line breaks or control characters.';
  return name.includes('{{') ? 'A name has no "{{": descriptors keep it for placeholders.' : undefined;
}

/** Whether a folder can have this name on Windows, macOS and Linux alike. */
export function problemOfFolderName(name: string): string | undefined {
  const problem = problemOfFileName(name);
  if (problem !== undefined) return problem;
  return name === 'node_modules' || name === '.git' ? `"${name}" has a meaning of its own.` : undefined;
}

/** Whether a file can have this name on Windows, macOS and Linux alike. */
export function problemOfFileName(name: string): string | undefined {
  // https://learn.microsoft.com/windows/win32/fileio/naming-a-file
  if (/[<>:"|?*\\/]|\p{Cc}/u.test(name)) return `Nothing can be called "${name}" on every system.`;
  if (/[. ]$/.test(name)) return 'On Windows, no name ends with a dot or a space.';
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name))
    return `Windows keeps the name "${name}" to itself.`;
  return Buffer.byteLength(name) > MAX_FILE_NAME
    ? `The name "${name.slice(0, 40)}…" is too long.`
    : undefined;
}

/** `My Add-on` → `my-add-on`: a name that npm takes, which is none of `reserved`. */
export function packageNameFor(folderName: string, reserved: readonly string[]): string {
  const name = folderName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
    .slice(0, MAX_PACKAGE_NAME - '-addon'.length);
  if (name === '') return 'connect-addon';
  return reserved.includes(name) || name === 'favicon.ico' ? `${name}-addon` : name;
}

/** `my-addon` → `My addon`. */
export function titleFor(packageName: string): string {
  const words = packageName.replace(/[._-]+/g, ' ').trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.slice(0, MAX_NAME);
}

/** `my-addon` → `com.example.my-addon`. */
export function keyFor(packageName: string): string {
  return `com.example.${packageName}`.slice(0, MAX_KEY);
}
