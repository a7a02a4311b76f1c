import { html } from './html.ts';

const COLOURS = ['#0055cc', '#216e4e', '#5e4db2', '#a54800', '#943d73', '#206a83', '#ae2e24', '#4c6b1f'];
const ANONYMOUS = '#626f86';

/**
 * A round picture of a person: initials on a colour that stays the same for the same name.
 * @returns an SVG document
 */
export function renderAvatar(name: string): string {
  const initials = toInitials(name);
  const colour = initials === '' ? ANONYMOUS : colourOf(name);
  const label = initials === '' ? silhouette() : text(initials, 19);
  return svg(html`<circle cx="24" cy="24" r="24" fill="${colour}"/>${label}`, name);
}

/**
 * A square picture of a project or space, after its key or name.
 * @returns an SVG document
 */
export function renderProjectAvatar(name: string): string {
  const letters = toInitials(name) || '?';
  return svg(html`<rect width="48" height="48" rx="10" fill="${colourOf(name)}"/>${text(letters, 20)}`, name);
}

function svg(content: ReturnType<typeof html>, name: string): string {
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" role="img" aria-label="${name}">${content}</svg>`.toString();
}

function text(letters: string, size: number) {
  return html`<text x="24" y="24" dy=".36em" fill="#fff" font-family="system-ui, sans-serif" font-size="${size}" font-weight="600" text-anchor="middle">${letters}</text>`;
}

function silhouette() {
  return html`<circle cx="24" cy="19" r="8" fill="#fff"/><path d="M9 41a15 14 0 0 1 30 0z" fill="#fff"/>`;
}

/** First letters of the first and last word; letters of any script. */
function toInitials(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}\p{N}]*/gu) ?? [];
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return chosen.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}

function colourOf(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 37 + (character.codePointAt(0) ?? 0)) % 65_521;
  return COLOURS[sum % COLOURS.length] ?? ANONYMOUS;
}
