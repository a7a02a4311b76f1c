import type { Product } from '../../catalog/products.ts';
import { UNKNOWN } from '../../catalog/rest-templates.ts';
import { HOLE } from './expressions.ts';
import { isConfluenceResource, isNewConfluenceResource, restApi } from './product-roots.ts';

/** A path of a product's REST API, as a source writes it. */
export interface ProductPath {
  /** From its slash on, without site, query and what follows it; `{}` stands for what is not known. */
  readonly path: string;
  /** Undefined where Jira and Confluence both have such a path. */
  readonly product: Product | undefined;
  /** Whether something that is not known follows the path directly, which may go on with it or begin the query. */
  readonly isOpen: boolean;
  /** Whether it goes through Atlassian's gateway (`https://api.atlassian.com/ex/…`), with tokens of OAuth. */
  readonly isGateway: boolean;
  /** Whether the address says that it is a product's, in other ways than by the path. */
  readonly isCertain: boolean;
}

/** Longer texts are no addresses. */
const MAX_LENGTH = 2000;
/** What templates and formats write for what they fill in, in whatever language. */
const PLACEHOLDERS =
  /\{\{[^{}]{0,200}\}\}|\$?\{[^{}/?#]{0,200}\}|<%[^%]{0,200}%>|%(?:\d\$|\[\d\]|\([A-Za-z_]\w{0,60}\))?[-+0 ]{0,3}\d{0,3}(?:\.\d{1,3})?[sdvqiuxft@]/g;
/** `/:id`, `/<id>`, `/$id`: segments that routers and URL builders fill in. */
const NAMED_SEGMENT = /(?<=\/)(?::[A-Za-z_]\w{0,60}|<[A-Za-z_:]{1,60}>|\$[A-Za-z_]\w{0,60})(?=[/?#]|$)/g;
const HOLES = new RegExp(`${HOLE}+`, 'g');

const ADDRESS = /^((?:https?:)?\/\/)?([^/]*)(?=\/)/i;
/** The address of the site, and what is between it and the path. */
const BASE = new RegExp(`^${HOLE}(?:/${HOLE}(?=/))*`);
/** Sites, their older names, and the ones that Atlassian develops on. */
const SITE = /(?:\.atlassian\.net|\.jira\.com|\.jira-dev\.com)(?::\d{1,5})?$/i;
const GATEWAY = /^\/ex\/(jira|confluence)\/[^/]+(?=\/)/;

/** Characters of paths. What has others (blanks, stars, brackets) is a sentence, a pattern or something else. */
const PATH = new RegExp(`^/[\\w\\-.~%!$&'(),;=:@+/${HOLE}]*$`);

/**
 * The product's path in a text with holes, if it is one: an address of a site, something not known followed by a path,
 * or a path by itself.
 */
export function readProductPath(text: string): ProductPath | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const template = text.replace(PLACEHOLDERS, HOLE).replace(NAMED_SEGMENT, HOLE).replace(HOLES, HOLE);
  const query = template.search(/[?#]/);
  const address = (query < 0 ? template : template.slice(0, query)).trim();
  const found = splitSite(address);
  if (found === undefined || !PATH.test(found.path)) return undefined;
  const { path, isOpen } = cutEnd(found.path, query < 0);
  const known = productOf(path, found.isCertain);
  if (known === undefined) return undefined;
  return {
    path: path.replaceAll(HOLE, UNKNOWN),
    product: known.product,
    isOpen,
    isGateway: found.isGateway,
    isCertain: found.isCertain,
  };
}

interface Address {
  readonly path: string;
  readonly isGateway: boolean;
  readonly isCertain: boolean;
}

function splitSite(address: string): Address | undefined {
  const [whole = '', scheme, host = ''] = ADDRESS.exec(address) ?? [];
  const isSite = SITE.test(host);
  const isAddress = scheme !== undefined || isSite;
  const rest = isAddress ? address.slice(whole.length) : address;
  if (isAddress && !isSite && host !== 'api.atlassian.com' && !host.includes(HOLE)) return undefined;
  const below = rest.replace(BASE, '');
  const path = below.startsWith('/') ? below : `/${below}`;
  const gateway = GATEWAY.exec(path);
  if (gateway !== null) return { path: inGateway(path, gateway), isGateway: true, isCertain: true };
  if (host === 'api.atlassian.com') return undefined;
  return { path, isGateway: false, isCertain: isSite };
}

/** Below the gateway, Confluence's API is found with and without `/wiki`. */
function inGateway(address: string, gateway: RegExpExecArray): string {
  const path = address.slice(gateway[0].length);
  return gateway[1] === 'confluence' && !path.startsWith('/wiki/') ? `/wiki${path}` : path;
}

/** A hole right after a word is a query or the rest of the path; after `-` and the like, it is the end of a name. */
function cutEnd(path: string, mayGoOn: boolean): { readonly path: string; readonly isOpen: boolean } {
  const isOpen = mayGoOn && new RegExp(`[A-Za-z0-9]${HOLE}$`).test(path);
  return { path: isOpen ? path.slice(0, -1) : path, isOpen };
}

function productOf(path: string, isCertain: boolean): { readonly product: Product | undefined } | undefined {
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first === 'wiki') {
    const isApi = second === 'rest' || (second === 'api' && third === 'v2');
    return isApi ? { product: 'confluence' } : undefined;
  }
  if (first === 'api' && second === 'v2') {
    return isNewConfluenceResource(third) ? { product: 'confluence' } : undefined;
  }
  if (first !== 'rest') return undefined;
  if (second === 'api') return productOfPlatform(third, isCertain);
  const api = restApi(second);
  return api === undefined ? undefined : { product: api.product };
}

/** Jira's platform API has a version there, Confluence's has none. */
function productOfPlatform(
  segment: string,
  isCertain: boolean,
): { readonly product: Product | undefined } | undefined {
  if (segment === '2' || segment === '3' || segment === 'latest') return { product: 'jira' };
  if (isConfluenceResource(segment)) return { product: 'confluence' };
  return segment.includes(HOLE) || segment === '' || isCertain ? { product: undefined } : undefined;
}
