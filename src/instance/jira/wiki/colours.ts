import { COLOUR_NAMES } from './colour-names.ts';

/** A colour as `#rrggbb`, which is how documents hold it; undefined for what is none. */
export function hexColour(text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(wanted)) return wanted;
  if (/^#[0-9a-f]{3}$/.test(wanted)) return wanted.replace(/[0-9a-f]/g, '$&$&');
  const parts = /^rgb\((\d{1,3}), ?(\d{1,3}), ?(\d{1,3})\)$/.exec(wanted)?.slice(1);
  if (parts !== undefined) return `#${parts.map((part) => twoDigits(Number(part))).join('')}`;
  return COLOUR_NAMES.get(wanted);
}

function twoDigits(value: number): string {
  return Math.min(value, 255).toString(16).padStart(2, '0');
}

/** The kinds of panels, each by its colour: markup names the colour, documents the kind. */
const PANELS: Readonly<Record<string, string>> = {
  info: '#deebff',
  note: '#eae6ff',
  success: '#e3fcef',
  warning: '#fffae6',
  error: '#ffebe6',
};

/** The kind of panel whose colour comes nearest. */
export function panelType(colour: string | undefined): string {
  const hex = colour === undefined ? undefined : hexColour(colour);
  if (hex === undefined) return 'info';
  const distances = Object.entries(PANELS).map(([type, own]) => ({ type, distance: distance(own, hex) }));
  return distances.reduce((nearest, one) => (one.distance < nearest.distance ? one : nearest)).type;
}

/** Empty for panels of a kind that markup has no colour for. */
export function panelColour(type: unknown): string {
  return typeof type === 'string' && Object.hasOwn(PANELS, type) ? (PANELS[type] ?? '') : '';
}

function distance(one: string, other: string): number {
  return [1, 3, 5]
    .map((at) => Number.parseInt(one.slice(at, at + 2), 16) - Number.parseInt(other.slice(at, at + 2), 16))
    .reduce((sum, difference) => sum + difference ** 2, 0);
}
