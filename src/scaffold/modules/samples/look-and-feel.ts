import type { JsonObject } from '../../../core/json.ts';

const INK = '#172b4d';
const LINK = '#0c66e4';
const PAPER = '#ffffff';
const LINE = '#dfe1e6';
const BAR = '#1d2b45';
const HOVER = '#2b3e5f';

const box = { padding: '0', borderRadius: '0' };

/** Colours of a theme: all that a look must have, and nothing else. */
export const LOOK_AND_FEEL: JsonObject = {
  headings: { color: INK },
  links: { color: LINK },
  menus: { color: INK, hoverOrFocus: { backgroundColor: LINE } },
  bordersAndDividers: { color: LINE },
  header: {
    backgroundColor: BAR,
    button: { backgroundColor: LINK, color: PAPER },
    primaryNavigation: { color: PAPER, hoverOrFocus: { backgroundColor: HOVER } },
    secondaryNavigation: { color: INK, hoverOrFocus: { backgroundColor: LINE } },
    search: { backgroundColor: HOVER, color: PAPER },
  },
  content: {
    screen: { gutterTop: '0', gutterRight: '0', gutterBottom: '0', gutterLeft: '0' },
    container: box,
    header: box,
    body: box,
  },
};
