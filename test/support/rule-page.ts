import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RuleInfo } from '../../src/core/diagnostics.ts';
import { isRecord } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import { SOUND } from './test-rule.ts';

/** What a rule finds in a document; with a fix, where it offers one. */
export type RunRule = (
  document: unknown,
  product: PageProduct,
) => Promise<readonly { readonly fix?: unknown }[]>;
export type PageProduct = 'jira' | 'confluence' | 'bitbucket';

/**
 * A page says what its rule says, and its examples are true. Examples are cut to what matters: they are laid over a
 * sound descriptor. Product and severity stand in a line of their own: `Severity: error · With a fix`.
 * @returns the text of the page
 */
export function testRulePage({ id, severity, summary }: RuleInfo, run: RunRule): string {
  const page = readFileSync(packageFile('docs/rules', `${id}.md`), 'utf8');

  test('has the id for its title, and the summary for its first paragraph', () => {
    const [title, first] = page.split(/\n{2,}/);
    expect(title).toBe(`# ${id}`);
    expect(first?.replaceAll('\n', ' ').replaceAll('`', '')).toBe(summary);
  });

  test('says how bad a finding is, and whether it can be mended', async () => {
    expect(page).toContain(`Severity: ${severity}`);
    const found = await Promise.all(
      examplesBelow(page, 'Reported').map((example) => runExample(example, run)),
    );
    const hasFix = found.flat().some(({ fix }) => fix !== undefined);
    expect(/^Severity: .*With a fix/m.test(page), 'With a fix').toBe(hasFix);
  });

  test('shows what is reported', async () => {
    const examples = examplesBelow(page, 'Reported');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(await runExample(example, run), example.text).not.toEqual([]);
  });

  test('shows what passes', async () => {
    const examples = examplesBelow(page, 'Passes');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(await runExample(example, run), example.text).toEqual([]);
  });

  test('names its sources', () => {
    expect(page).toMatch(/\n## Sources\n\n- \S/);
  });

  return page;
}

interface Example {
  readonly text: string;
  readonly product: PageProduct;
}

/** The `json` blocks of a section; ```` ```json product="confluence" ```` for another product than Jira. */
function examplesBelow(page: string, heading: string): readonly Example[] {
  const section = new RegExp(`\\n## ${heading}\\n(.*?)(?=\\n## |$)`, 's').exec(page)?.[1] ?? '';
  return Array.from(
    section.matchAll(/```json(?: product="(\w+)")?\n(.*?)```/gs),
    ([, product, text = '']) => ({
      text,
      product: product === 'confluence' || product === 'bitbucket' ? product : 'jira',
    }),
  );
}

async function runExample({ text, product }: Example, run: RunRule): ReturnType<RunRule> {
  const example: unknown = JSON.parse(text);
  expect(isRecord(example), text).toBe(true);
  return isRecord(example) ? run({ ...SOUND, ...withoutNull(example) }, product) : [];
}

/** In an example, null takes a property of the sound descriptor away. */
function withoutNull(example: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(example).map(([name, value]) => [name, value === null ? undefined : value]);
  return Object.fromEntries(entries);
}
