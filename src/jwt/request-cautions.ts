import { basePathOf, type CanonicalRequestInput, isBelowBasePath, splitUrl } from './canonical-request.ts';

/** Something about a request that makes its hash differ from what the other side computes. */
export interface RequestCaution {
  readonly code: 'path-is-relative' | 'path-is-rewritten' | 'outside-base-path' | 'inside-base-segment';
  readonly message: string;
}

/** What a person should know about a request before trusting its hash; usually nothing. */
export function findRequestCautions({ url, baseUrl }: CanonicalRequestInput): readonly RequestCaution[] {
  const { path } = splitUrl(url);
  return [relativePath(path), rewrittenPath(path), outsideBasePath(path, basePathOf(baseUrl))].filter(
    (caution) => caution !== undefined,
  );
}

function relativePath(path: string): RequestCaution | undefined {
  if (path === '' || path.startsWith('/')) return undefined;
  return {
    code: 'path-is-relative',
    message: `${path} has neither a scheme nor a slash before it, so it is taken for the path /${path}.`,
  };
}

/** Clients resolve `..` and escape blanks, for instance; the other side hashes what arrives. */
function rewrittenPath(path: string): RequestCaution | undefined {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  const sent = new URL(`http://host${rooted}`).pathname;
  if (sent === rooted) return undefined;
  return {
    code: 'path-is-rewritten',
    message: `HTTP clients send the path ${rooted} as ${sent}, which has another hash.`,
  };
}

function outsideBasePath(path: string, basePath: string): RequestCaution | undefined {
  if (basePath === '' || isBelowBasePath(path, basePath)) return undefined;
  if (!path.startsWith(basePath)) {
    return {
      code: 'outside-base-path',
      message: `${path} is not below the base path ${basePath}, so the whole path is hashed.`,
    };
  }
  return {
    code: 'inside-base-segment',
    message:
      `${path} begins with the base path ${basePath} but goes on within the segment, so the whole path is hashed; ` +
      `@atlassian/atlassian-jwt removes it all the same.`,
  };
}
