import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { didYouMean, quote } from '../../wording.ts';
import { meaningOf, placedModules } from './about.ts';

/** Pages have a place of their own where they name none; these have not. */
const NEEDS_LOCATION: ReadonlySet<string> = new Set(['webItems', 'webPanels', 'webSections']);

export const UNKNOWN_LOCATION: Rule = {
  id: 'locations/unknown',
  severity: 'warning',
  summary: 'Locations are places that the product has.',
  needsAllOf: ['/modules'],
  *check(descriptor) {
    for (const { type, pointer, value } of descriptor.modules) {
      if (!NEEDS_LOCATION.has(type) || finalText(value, 'location')?.trim() !== '') continue;
      yield {
        pointer: `${pointer}/location`,
        message: 'The location is empty: the module is shown nowhere.',
        hint: 'Write where it is to be shown, or remove the module.',
      };
    }
    for (const placed of placedModules(descriptor)) {
      const meaning = meaningOf(placed, descriptor);
      if (meaning === undefined || meaning.kind === 'section') continue;
      const { pointer, name } = placed;
      yield meaning.kind === 'location'
        ? { pointer, message: `There is no location ${quote(name)}.`, ...didYouMean(meaning.suggestion) }
        : {
            pointer,
            severity: 'info',
            message: `${quote(name)} is no location that connect-kit knows of, and no web section of this add-on.`,
            hint: 'Check that the module shows: what is put into a place that the product does not have is shown nowhere.',
          };
    }
  },
};
