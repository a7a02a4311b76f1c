import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { isAdfDocument } from '../../src/instance/jira/adf.ts';
import { adfToWiki } from '../../src/instance/jira/wiki/adf-to-wiki.ts';
import { wikiToAdf } from '../../src/instance/jira/wiki/wiki-to-adf.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

/** Texts that come back otherwise, and why. */
const EXCEPTIONS: readonly (readonly [why: string, changes: (text: string) => boolean])[] = [
  ['empty lines in a row are one', (text) => /\n{3}/.test(text)],
  ['an address in the text is a link', (text) => /(?<![[|])https?:\/\//.test(text)],
  ['spaces before the first word say nothing', (text) => /^\s/.test(text)],
  ['a block stands between empty lines', (text) => /\S[^\n]*\{noformat\}/.test(text)],
  ['marks are written word by word: a link has its own', (text) => /_[^_\n]*\[[^\]]*\][^_\n]*_/.test(text)],
];

/** Names of fields that hold rich text, wherever they are in an issue, a comment or a worklog. */
const RICH = new Set(['description', 'environment', 'body', 'comment']);

test.skipIf(!hasSharedFolder)(
  hasSharedFolder ? 'real texts survive' : 'real texts survive (skipped: no shared folder)',
  () => {
    const texts = new Set<string>();
    for (const name of readdirSync(sharedFile('corpus', 'webhooks'))) {
      const payload: unknown = JSON.parse(
        readFileSync(sharedFile('corpus', 'webhooks', path.basename(name)), 'utf8'),
      );
      collect(payload, texts);
    }
    expect(texts.size).toBeGreaterThan(15);
    const changed = [...texts].filter((text) => {
      const document = wikiToAdf(text);
      expect(isAdfDocument(document)).toBe(true);
      const written = adfToWiki(document);
      expect(adfToWiki(wikiToAdf(written)), text).toBe(written);
      return written !== text;
    });
    for (const text of changed) expect(reasonsFor(text), JSON.stringify(text)).not.toEqual([]);
    // Each exception is one that is needed.
    expect([...new Set(changed.flatMap(reasonsFor))].toSorted()).toEqual(
      EXCEPTIONS.map(([why]) => why).toSorted(),
    );
  },
);

function reasonsFor(text: string): readonly string[] {
  return EXCEPTIONS.filter(([, changes]) => changes(text)).map(([why]) => why);
}

function collect(value: unknown, texts: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, texts);
  if (!isRecord(value)) return;
  for (const [name, field] of Object.entries(value)) {
    if (RICH.has(name) && typeof field === 'string') texts.add(field);
    else collect(field, texts);
  }
}
