import { joinWords } from '../../../core/join-words.ts';
import { fromPointer } from '../../json-pointer.ts';
import type { Rule } from '../../rule.ts';
import { authenticationOf } from '../../view/authentication.ts';
import { addonUrls } from '../url/addon-urls.ts';

/** Signed with Atlassian's private key; the others with the secret of the installation. */
const ASYMMETRIC: ReadonlySet<string> = new Set(['installed', 'uninstalled']);
const SYMMETRIC: ReadonlySet<string> = new Set(['enabled', 'disabled']);

export const LIFECYCLE_SHARED_URL: Rule = {
  id: 'lifecycle/shared-url',
  severity: 'info',
  summary: 'Callbacks that are signed in different ways have different URLs.',
  *check(view) {
    if (authenticationOf(view.root) !== 'jwt') return;
    const callbacks = addonUrls(view, ['lifecycle']).map((url) => ({
      ...url,
      event: fromPointer(url.pointer)[1] ?? '',
    }));
    const seen = new Set<string>();
    for (const { text, pointer, event } of callbacks) {
      const others = callbacks.filter((other) => other.text === text && other.event !== event);
      const isMixed = SYMMETRIC.has(event) && others.some((other) => ASYMMETRIC.has(other.event));
      if (!isMixed || seen.has(text)) continue;
      seen.add(text);
      const events = callbacks.filter((other) => other.text === text).map((other) => other.event);
      yield {
        pointer,
        message: `${joinWords(events, 'and')} share ${text}: installed and uninstalled come with RS256 tokens, enabled and disabled with HS256, so that its handler has to tell them apart before it trusts either.`,
        hint: 'Give the two kinds a URL each; a handler that lets the token choose how it is checked can be deceived.',
      };
    }
  },
};
