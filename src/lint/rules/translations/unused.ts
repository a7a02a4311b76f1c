import { isRecord } from '../../../core/json.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';
import { nameOf } from '../../wording.ts';

export const TRANSLATIONS_UNUSED: Rule = {
  id: 'translations/unused',
  severity: 'info',
  summary: 'Translations and the keys that ask for them come together.',
  needsAllOf: ['/translations', '/modules'],
  *check(view) {
    if (!isForJiraOrConfluence(view)) return;
    const { root, modules } = view;
    const [first] = modules.flatMap(({ value, pointer }) => findKeys(value, pointer));
    const hasTranslations =
      root['translations'] !== undefined || modules.some(({ type }) => type === 'translations');
    if (first !== undefined && !hasTranslations) {
      yield {
        pointer: first,
        message: `${nameOf(first)} names a translation, but the descriptor has no translations: "value" is shown in every language.`,
        hint: 'Add "translations" with the files, or remove the keys called i18n.',
      };
    }
    if (first === undefined && isRecord(root['translations'])) {
      yield {
        pointer: '',
        key: 'translations',
        message:
          'The descriptor has translations, but no module asks for one: all is shown as it is written.',
        hint: 'Put the key of a translation next to each "value", as "i18n".',
      };
    }
  },
};

/** Pointers to texts called `i18n`, wherever a module has them. */
function findKeys(value: unknown, pointer: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => findKeys(entry, `${pointer}/${index}`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    if (name === 'params' || name === 'conditions') return [];
    const at = `${pointer}${toPointer([name])}`;
    return name === 'i18n' && typeof child === 'string' && child !== '' ? [at] : findKeys(child, at);
  });
}
