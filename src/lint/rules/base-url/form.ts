import type { FixPlan } from '../../fix-plan.ts';
import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { type BaseUrlView, collectBaseUrls, withoutTrailingSlashes } from './base-urls.ts';

interface Fault {
  /** What it has, as the end of a sentence. */
  readonly what: string;
  readonly effect: string;
  readonly hint: string;
  readonly isHarmless?: true;
  readonly mended?: string;
}

export const BASE_URL_FORM: Rule = {
  id: 'base-url/form',
  severity: 'error',
  summary: 'Base URLs are scheme, host and path, in the form in which they are requested.',
  *check({ root }) {
    for (const baseUrl of collectBaseUrls(root)) {
      const fault = findFault(baseUrl);
      if (fault === undefined) continue;
      const { pointer } = baseUrl;
      yield {
        pointer,
        message: `${nameOf(pointer)} ${fault.what}: ${fault.effect}.`,
        hint: fault.hint,
        ...(fault.isHarmless ? { severity: 'warning' as const } : {}),
        ...(fault.mended === undefined ? {} : { fix: replaceBy(fault.mended, pointer) }),
      };
    }
  },
};

function replaceBy(value: string, pointer: string): FixPlan {
  return { title: `Write ${value}`, changes: [{ kind: 'replace', pointer, value }] };
}

/** The worst one; an address is written anew in any case. */
function findFault({ text, url }: BaseUrlView): Fault | undefined {
  // What stands in angle brackets is to be replaced; the rule about examples says so.
  if (url === undefined) return text.includes('<') ? undefined : UNREADABLE;
  if (/\s/.test(text)) {
    return { ...BLANK, ...(/\s/.test(text.trim()) ? {} : { mended: text.trim() }) };
  }
  if (text.includes('#')) return FRAGMENT;
  if (text.includes('?')) return QUERY;
  if (url.username !== '' || url.password !== '') return USER;
  const [, origin = '', path = ''] = /^([^/]*\/\/[^/\\]*)(.*)$/.exec(text) ?? [];
  if (path.includes('\\')) return rewritten('backslashes in its path');
  if (/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return rewritten('dot segments in its path');
  if (withoutTrailingSlashes(path).includes('//')) return rewritten('a double slash in its path');
  if (/%2f|%5c/i.test(path)) return ENCODED_SLASH;
  if (/[A-Z]/.test(origin)) return { ...UPPER_CASE, mended: `${origin.toLowerCase()}${path}` };
  return undefined;
}

const UNREADABLE: Fault = {
  what: 'is no URL',
  effect: 'no request can be sent to it',
  hint: 'Write a scheme, a host and, where the add-on needs one, a path: https://addon.example.com/jira',
};
const BLANK: Fault = {
  what: 'has blanks in it',
  effect: 'every path that is put behind it makes an address that cannot be requested',
  hint: 'Remove them.',
};
const FRAGMENT: Fault = {
  what: 'has a fragment',
  effect: 'the path of every module and callback would become part of it and never reach the server',
  hint: 'Remove all from # on.',
};
const QUERY: Fault = {
  what: 'has a query',
  effect: 'the path of every module and callback would become part of it',
  hint: 'Remove all from ? on. What each page needs belongs into the URL of its module.',
};
const USER: Fault = {
  what: 'has a user name in it',
  effect:
    'browsers do not open such addresses in frames, and everyone who can read the descriptor has the password',
  hint: 'Remove it: signed tokens say who is calling.',
};
const ENCODED_SLASH: Fault = {
  what: 'has an encoded slash in its path',
  effect: 'servers and proxies disagree on whether it is one, and hashes of URLs with them',
  hint: 'Choose a path without it.',
  isHarmless: true,
};
const UPPER_CASE: Fault = {
  what: 'has capitals in its host',
  effect:
    'browsers and libraries write hosts in lower case, and the audience of lifecycle tokens is compared letter by letter',
  hint: 'Write it in lower case.',
  isHarmless: true,
};

function rewritten(what: string): Fault {
  return {
    what: `has ${what}`,
    effect: 'clients rewrite the path before they send it, so that it is not the one that was signed',
    hint: 'Write the path as it is requested.',
    isHarmless: true,
  };
}
