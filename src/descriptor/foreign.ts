import { isRecord, stringAt } from '../core/json.ts';
import { closest } from '../core/suggest.ts';

/** What a document is that is no descriptor for Jira, Confluence or Bitbucket. */
export interface ForeignDocument {
  /** As a sentence: `This is a package.json.` */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

type Fields = Readonly<Record<string, unknown>>;

interface Kind extends ForeignDocument {
  /** Told by what is missing, too. */
  readonly lacks?: true;
  readonly isMeant: (root: Fields) => boolean;
}

const OTHER_FILE = 'The descriptor is a file of its own, usually atlassian-connect.json.';
const FORGE = {
  message: 'This is the manifest of a Forge app, not a Connect descriptor.',
  hint: `Check it with \`forge lint\`. ${OTHER_FILE}`,
};
/** Source: https://www.techpartner.news/news/atlassian-kills-stride-and-hipchat-partners-with-slack-instead-499135 (2018-07). */
const HIPCHAT = {
  message:
    'This is a descriptor for HipChat, which shares no more than its name with those of other products.',
  hint: 'HipChat and Stride ended on 15 February 2019: nothing installs it any more.',
};

/** Later kinds are looked for only where no earlier one is meant. */
const KINDS: readonly Kind[] = [
  {
    ...HIPCHAT,
    isMeant: ({ capabilities, modules }) =>
      isRecord(capabilities) && modules === undefined && hasOneOf(capabilities, HIPCHAT_CAPABILITIES),
  },
  {
    message: 'This is a descriptor for Stride, not for Jira, Confluence or Bitbucket.',
    hint: HIPCHAT.hint,
    isMeant: ({ modules }) =>
      isRecord(modules) && Object.keys(modules).some((type) => type.startsWith('chat:')),
  },
  {
    // Source: https://developer.atlassian.com/platform/forge/manifest-reference/ (2026).
    ...FORGE,
    isMeant: ({ app, ...rest }) =>
      isRecord(app) &&
      (/^ari:cloud:ecosystem::app\//.test(stringAt(app, 'id') ?? '') ||
        (hasOneOf(rest, ['modules', 'permissions', 'resources', 'remotes', 'connectModules']) &&
          !hasOneOf(rest, ['baseUrl', 'authentication']))),
  },
  {
    message: 'This is what a product posts to an add-on that it installs, not the descriptor.',
    hint: `${OTHER_FILE} A shared secret in this file is one: keep it out of repositories and reports.`,
    isMeant: ({ clientKey, eventType, sharedSecret }) =>
      typeof clientKey === 'string' && (typeof eventType === 'string' || typeof sharedSecret === 'string'),
  },
  {
    message: 'This is a JSON Schema, not a descriptor.',
    hint: 'Point the property "$schema" of the descriptor at it, and check the descriptor.',
    isMeant: ({ $schema }) => typeof $schema === 'string' && /^https?:\/\/json-schema\.org\//.test($schema),
  },
  {
    message: 'This is an OpenAPI document: it describes a REST API, not an add-on.',
    hint: OTHER_FILE,
    isMeant: ({ openapi, swagger, info, paths }) =>
      (typeof openapi === 'string' || typeof swagger === 'string') && (isRecord(info) || isRecord(paths)),
  },
  {
    message: 'This is a package.json or another file of npm, not a descriptor.',
    hint: OTHER_FILE,
    lacks: true,
    isMeant: (root) => hasOneOf(root, NPM_PROPERTIES) && !hasOneOf(root, TELLING_PROPERTIES),
  },
  {
    message: 'This is no descriptor: it has none of the properties that make one.',
    hint: `${OTHER_FILE} It has at least key, baseUrl and authentication.`,
    lacks: true,
    isMeant: (root) =>
      Object.keys(root).some((name) => !isLike(name, COMMON_PROPERTIES)) &&
      Object.keys(root).every((name) => !isLike(name, TELLING_PROPERTIES)),
  },
];

const HIPCHAT_CAPABILITIES = [
  'hipchatApiConsumer',
  'hipchatApiProvider',
  'installable',
  'configurable',
  'webhook',
  'glance',
];
const NPM_PROPERTIES = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'scripts',
  'lockfileVersion',
  'packageManager',
];
/** Properties of a descriptor's root that other files seldom have. */
export const TELLING_PROPERTIES = [
  'key',
  'baseUrl',
  'authentication',
  'lifecycle',
  'scopes',
  'modules',
  'apiMigrations',
  'apiVersion',
  'enableLicensing',
  'vendor',
  'regionBaseUrls',
] as const;
/** Properties of a descriptor's root that many other files have too. */
export const COMMON_PROPERTIES = [
  '$schema',
  'name',
  'description',
  'version',
  'links',
  'translations',
] as const;

/**
 * What a document is, where it is surely no descriptor; one that merely lacks much, or misspells it, may be one.
 * @param isWhole false when parts of it could not be read: nothing follows from what is missing then
 */
export function recognizeForeign(value: unknown, isWhole = true): ForeignDocument | undefined {
  if (!isRecord(value)) return undefined;
  return toForeign(KINDS.find(({ isMeant, lacks }) => (isWhole || lacks !== true) && isMeant(value)));
}

/** What a text is that could not be read as a descriptor. */
export function recognizeForeignText(text: string): ForeignDocument | undefined {
  return toForeign(TEXTS.find(({ pattern }) => pattern.test(text)));
}

const TEXTS: readonly (ForeignDocument & { readonly pattern: RegExp })[] = [
  {
    message: 'This is the XML descriptor of a plugin for Server or Data Center, not of a Connect add-on.',
    hint: `The products in the cloud take JSON. ${OTHER_FILE}`,
    pattern: /<atlassian-plugin[\s>]/,
  },
  { ...HIPCHAT, pattern: /"hipchatApiConsumer"\s*:/ },
  // YAML, which its manifest is written in.
  { ...FORGE, pattern: /^\s+id:\s*["']?ari:cloud:ecosystem::app\//m },
];

function toForeign(found: ForeignDocument | undefined): ForeignDocument | undefined {
  return found === undefined ? undefined : { message: found.message, hint: found.hint };
}

function hasOneOf(record: Fields, names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(record, name));
}

/** True for one of the names, and for what is most likely one of them misspelt. */
function isLike(name: string, known: readonly string[]): boolean {
  return known.includes(name) || closest(name, known) !== undefined;
}
