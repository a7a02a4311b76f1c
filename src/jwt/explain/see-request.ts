import { basePathOf, type CanonicalRequestInput, splitUrl } from '../canonical-request.ts';
import type { SeenRequest } from './recipe.ts';

export interface ExplainedRequest extends CanonicalRequestInput {
  /** The body as it was sent. It is never hashed; that of a form is what some verifiers hash by mistake. */
  readonly body?: string | undefined;
  /** Of the body; a form unless given. */
  readonly contentType?: string | undefined;
}

const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;
const FORM = /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i;

/** The pieces of a request. No text is too odd for it. */
export function seeRequest({ method, url, baseUrl, body, contentType }: ExplainedRequest): SeenRequest {
  const fragment = url.indexOf('#');
  return {
    method,
    origin: originOf(url) ?? originOf(baseUrl ?? '') ?? '',
    ...splitUrl(url),
    fragment: fragment === -1 ? undefined : url.slice(fragment + 1),
    basePath: basePathOf(baseUrl),
    form: contentType === undefined || FORM.test(contentType) ? (body ?? '') : '',
  };
}

/** Without name and password, which are not to show up in an explanation. */
function originOf(url: string): string | undefined {
  return ORIGIN.exec(url)?.[0].replace(/\/\/.*@/s, '//');
}
