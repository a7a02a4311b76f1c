import type { AdfNode } from '../adf.ts';

/** `[code, id, short name, text]`; of several codes for one emoji the last is what is written. */
const EMOTICONS: readonly (readonly [string, string, string, string?])[] = [
  [':)', '1f642', ':slight_smile:', '🙂'],
  [':-)', '1f642', ':slight_smile:', '🙂'],
  [':(', '1f61e', ':disappointed:', '😞'],
  [':-(', '1f61e', ':disappointed:', '😞'],
  [':P', '1f61b', ':stuck_out_tongue:', '😛'],
  [':-P', '1f61b', ':stuck_out_tongue:', '😛'],
  [':p', '1f61b', ':stuck_out_tongue:', '😛'],
  [':-p', '1f61b', ':stuck_out_tongue:', '😛'],
  [':D', '1f603', ':smiley:', '😃'],
  [':-D', '1f603', ':smiley:', '😃'],
  [';)', '1f609', ':wink:', '😉'],
  [';-)', '1f609', ':wink:', '😉'],
  ['(y)', '1f44d', ':thumbsup:', '👍'],
  ['(n)', '1f44e', ':thumbsdown:', '👎'],
  ['(i)', 'atlassian-info', ':info:'],
  ['(/)', 'atlassian-check_mark', ':check_mark:'],
  ['(x)', 'atlassian-cross_mark', ':cross_mark:'],
  ['(!)', 'atlassian-warning', ':warning:'],
  ['(+)', 'atlassian-plus', ':plus:'],
  ['(-)', 'atlassian-minus', ':minus:'],
  ['(?)', 'atlassian-question_mark', ':question:'],
  ['(on)', 'atlassian-light_bulb_on', ':light_bulb_on:'],
  ['(off)', 'atlassian-light_bulb_off', ':light_bulb_off:'],
  ['(*)', 'atlassian-yellow_star', ':yellow_star:'],
  ['(*y)', 'atlassian-yellow_star', ':yellow_star:'],
  ['(*r)', 'atlassian-red_star', ':red_star:'],
  ['(*g)', 'atlassian-green_star', ':green_star:'],
  ['(*b)', 'atlassian-blue_star', ':blue_star:'],
  ['(flag)', 'atlassian-flag_on', ':flag_on:'],
  ['(flagoff)', 'atlassian-flag_off', ':flag_off:'],
];
const LONGEST = 9;

const BY_CODE = new Map(
  EMOTICONS.map(([code, id, shortName, text = shortName]): [string, AdfNode] => [
    code,
    { type: 'emoji', attrs: { shortName, id, text } },
  ]),
);
const CODE_BY_ID = new Map(EMOTICONS.map(([code, id]) => [id, code]));

/** The emoticon that begins at a place, and where it ends; a letter or digit after it makes it none. */
export function emoticonAt(
  text: string,
  at: number,
): { readonly node: AdfNode; readonly end: number } | undefined {
  for (let end = at + 2; end <= at + LONGEST; end += 1) {
    const node = BY_CODE.get(text.slice(at, end));
    if (node !== undefined && !/[A-Za-z0-9]/.test(text.charAt(end))) return { node, end };
  }
  return undefined;
}

/** Emoji are written as the character; those of Atlassian, which have none, as their code. */
export function emojiToWiki({ attrs }: AdfNode): string {
  const [id, text, shortName] = ['id', 'text', 'shortName'].map((name) => attrs?.[name]);
  if (typeof id === 'string' && id.startsWith('atlassian-')) {
    const code = CODE_BY_ID.get(id);
    if (code !== undefined) return code;
  }
  if (typeof text === 'string' && text !== '') return text;
  return typeof shortName === 'string' ? shortName : '';
}
