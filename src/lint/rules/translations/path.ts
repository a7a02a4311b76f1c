import { isLocalHost } from '../../../catalog/hosts.ts';
import { isRecord } from '../../../core/json.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { nameOf } from '../../wording.ts';

export const TRANSLATIONS_PATH: Rule = {
  id: 'translations/path',
  severity: 'warning',
  summary: 'Files of translations are paths below baseUrl, or https URLs.',
  *check({ root }) {
    const translations = isRecord(root['translations']) ? root['translations'] : {};
    const paths = isRecord(translations['paths']) ? translations['paths'] : {};
    for (const locale of Object.keys(paths)) {
      const fault = findFault(finalText(paths, locale));
      if (fault === undefined) continue;
      const pointer = toPointer(['translations', 'paths', locale]);
      yield {
        pointer,
        message: `${nameOf(pointer)} ${fault}.`,
        hint: 'Write a path that begins with a slash.',
      };
    }
  },
};

function findFault(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text === '') return 'is empty: there are no translations to be had for this language';
  if (/^[/\\]{2}/.test(text)) return 'begins with two slashes: what follows is no path below baseUrl';
  if (/[{}]/.test(text))
    return 'has braces: no variables are filled in where files are fetched once for everyone';
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(text) ?? [];
  if (scheme === undefined) return undefined;
  if (/^http$/i.test(scheme)) {
    const isLocal = URL.canParse(text) && isLocalHost(new URL(text).hostname);
    return isLocal ? undefined : 'is not https: the texts can be replaced on the way';
  }
  return /^https$/i.test(scheme)
    ? undefined
    : `begins with "${scheme}:", from where the product fetches nothing`;
}
