import { describe, expect, test } from 'vitest';
import { renderAvatar, renderProjectAvatar } from './avatar.ts';

describe('renderAvatar', () => {
  test.each([
    ['Alex Morgan', 'AM'],
    ['Tomás de la Rivera', 'TR'],
    ['yuki', 'Y'],
    ['田中 由紀', '田由'],
    ['élodie Öztürk', 'ÉÖ'],
  ])('shows the initials of %s', (name, initials) => {
    expect(renderAvatar(name)).toContain(`>${initials}</text>`);
  });

  test('shows nobody in particular for a name without letters', () => {
    expect(renderAvatar('123')).not.toContain('<text');
    expect(renderAvatar('')).toContain('<path');
  });

  test('is the same for the same name and differs in colour for others', () => {
    expect(renderAvatar('Mia Lindqvist')).toBe(renderAvatar('Mia Lindqvist'));
    const names = ['Mia Lindqvist', 'Alex Morgan', 'Tomás Rivera', 'Yuki Tanaka'];
    const colours = new Set(names.map((name) => /fill="(#\w+)"/.exec(renderAvatar(name))?.[1]));
    expect(colours.size).toBe(names.length);
  });

  test('escapes the name', () => {
    expect(renderAvatar('"><script>')).not.toContain('<script');
    expect(renderProjectAvatar('<x> "y"')).not.toContain('<x>');
  });
});
