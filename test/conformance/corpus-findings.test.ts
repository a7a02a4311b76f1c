import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Severity } from '../../src/core/diagnostics.ts';
import { languageOf } from '../../src/descriptor/language.ts';
import { ALL_RULES } from '../../src/lint/all-rules.ts';
import { lintDescriptor } from '../../src/lint/lint-descriptor.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

interface RuleCount {
  readonly files: Set<string>;
  readonly severities: Set<Severity>;
  findings: number;
}

describe.skipIf(!hasSharedFolder)(
  'what the rules find in real descriptors (needs ../shared, the reference material)',
  () => {
    test('stands in docs/corpus.md', async () => {
      const folder = sharedFile('corpus/descriptors');
      const files = readdirSync(folder).toSorted();
      const counts = new Map<string, RuleCount>();
      let clean = 0;
      for (const file of files) {
        const text = readFileSync(`${folder}/${file}`, 'utf8');
        const { valid, diagnostics } = await lintDescriptor(text, {
          language: languageOf(text, { name: file }),
        });
        if (valid) clean += 1;
        for (const { ruleId, severity } of diagnostics) {
          const count = counts.get(ruleId) ?? { files: new Set(), severities: new Set(), findings: 0 };
          count.files.add(file);
          count.severities.add(severity);
          count.findings += 1;
          counts.set(ruleId, count);
        }
      }
      await expect(renderPage(files.length, clean, counts)).toMatchFileSnapshot('../../docs/corpus.md');
    }, 60_000);
  },
);

function renderPage(total: number, clean: number, counts: ReadonlyMap<string, RuleCount>): string {
  // Of most of these projects, there is no code at hand.
  const rules = ALL_RULES.filter(({ id }) => !id.startsWith('code/'));
  const known = new Map(rules.map(({ id, summary }) => [id, summary]));
  const rows = [...counts]
    .toSorted(([a, one], [b, other]) => other.files.size - one.files.size || a.localeCompare(b, 'en'))
    .map(
      ([id, { files, findings, severities }]) =>
        `| [${id}](rules/${id}.md) | ${[...severities].toSorted().join(', ')} | ${files.size} | ${findings} | ${known.get(id) ?? ''} |`,
    );
  return `${[
    '# What real descriptors have',
    '',
    `The rules, run over ${total} descriptors of public projects: applications, templates and test data of many years, for Jira,`,
    `Confluence, Bitbucket and HipChat. ${clean} of them have no error. A test keeps this table to what the rules find.`,
    '',
    '| rule | severity | files | findings | what it asks for |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `${rules.length - counts.size} of ${rules.length} rules found nothing in them.`,
  ].join('\n')}\n`;
}
