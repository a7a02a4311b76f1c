import type { Location, LocationKind } from '../../../catalog/locations.ts';
import { joinWords } from '../../../core/join-words.ts';
import type { Rule } from '../../rule.ts';
import { quote } from '../../wording.ts';
import { findFor, hostsOf, placedModules } from './about.ts';

export const WRONG_KIND: Rule = {
  id: 'locations/wrong-kind',
  severity: 'warning',
  summary: 'Panels stand where panels are shown, and links where links are.',
  *check(descriptor) {
    for (const { kind, module, name, pointer } of placedModules(descriptor)) {
      const location = findFor(name, hostsOf(descriptor));
      if (location === undefined || location.state === 'refused' || fits(kind, location)) continue;
      yield {
        pointer,
        message: `${quote(name)} is a place for ${joinWords(
          location.kinds.map((one) => NAMES[one]),
          'and',
        )}: ${module.type} are not shown there.`,
        hint:
          kind === 'tab'
            ? `Name a group of tabs: ${module.type === 'spaceToolsTabs' ? 'contenttools or overview' : 'projectgroup1 to projectgroup4'}, or a web section.`
            : `Take another location for ${NAMES[kind]}, or another type of module.`,
      };
    }
  },
};

const NAMES: Readonly<Record<LocationKind, string>> = {
  item: 'links',
  panel: 'panels',
  section: 'sections of links',
  tab: 'tabs',
};

/** A section can stand where links do, unless the sources say that nothing else has a place there. */
function fits(kind: LocationKind, { kinds, isOnly }: Location): boolean {
  if (kinds.includes(kind)) return true;
  if (isOnly || kind === 'panel' || kind === 'tab') return false;
  return kinds.includes('item') || kinds.includes('section');
}
