import { expect, test } from 'vitest';
import type { DescriptorProduct } from '../../src/catalog/products.ts';
import { fromPointer } from '../../src/lint/json-pointer.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { RULES } from '../../src/lint/rules/index.ts';
import { loadRules } from '../../src/lint/rules/load-rules.ts';
import { checkRules } from '../../src/lint/semantic-step.ts';
import { viewDescriptor } from '../../src/lint/view/descriptor-view.ts';
import { expectFixesToWork } from './test-fixes.ts';

/** A descriptor, and what a rule says of it: nothing, or for each finding where and (part of) what. */
export interface RuleCase {
  /** What the case is about, as the end of the sentence "the rule …". */
  readonly name: string;
  /** Merged over {@link SOUND}; a property that is undefined is taken away. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The product that the descriptor is for; Jira unless given. `null` for one that suits Jira and Confluence. */
  readonly product?: DescriptorProduct | null;
  readonly findings: readonly ExpectedFinding[];
}

export interface ExpectedFinding {
  /** Pointer to the value or key that the finding is about. */
  readonly pointer: string;
  readonly message: string | RegExp;
  readonly hint?: string | RegExp;
  readonly severity?: string;
  /** Title of the fix that is offered; `null` when there must be none. */
  readonly fix?: string | null;
}

/** A descriptor that no rule has anything to say against. */
export const SOUND = {
  key: 'com.example.sound',
  name: 'Sound',
  description: 'Has nothing to mend.',
  baseUrl: 'https://connect-kit.github.io',
  vendor: { name: 'Example', url: 'https://example.org' },
  authentication: { type: 'jwt' },
  lifecycle: { installed: '/installed', uninstalled: '/uninstalled' },
  apiVersion: 1,
  apiMigrations: { gdpr: true, 'signed-install': true, 'context-qsh': true },
  scopes: ['READ'],
  modules: {},
};

/** Documents in, findings out, and every fix made. Every rule needs a hit and a near miss. */
export function testRule(rule: Rule, cases: readonly RuleCase[]): void {
  test('is registered', () => {
    expect(RULES).toContain(rule);
  });
  test.each(cases)('$name', async ({ document, product = 'jira', findings }) => {
    const descriptor = { ...SOUND, ...document };
    const found = checkRules(descriptor, product ?? undefined, [rule]);
    const loaded = await loadRules(viewDescriptor(descriptor, product ?? undefined));
    if (found.length > 0) expect(loaded, 'must be loaded for what it finds').toContain(rule);
    const shown = found.map(({ pointer, key, message, hint, severity, fix }) => ({
      pointer: key === undefined ? pointer : `${pointer}/${key}`,
      message,
      hint,
      severity,
      fix: fix?.title ?? null,
    }));
    expect(shown).toEqual(
      findings.map(({ message, hint, ...rest }) =>
        expect.objectContaining({
          ...rest,
          message: matching(message),
          ...(hint === undefined ? {} : { hint: matching(hint) }),
        }),
      ),
    );
    for (const { pointer } of found) expectToExist(descriptor, pointer);
    await expectFixesToWork(rule, descriptor, product ?? undefined);
  });
}

function matching(expected: string | RegExp): unknown {
  return typeof expected === 'string' ? expect.stringContaining(expected) : expect.stringMatching(expected);
}

/** A finding that points at nothing has no place in the text. */
function expectToExist(descriptor: unknown, pointer: string): void {
  let value = descriptor;
  for (const segment of fromPointer(pointer)) {
    expect(value, `${pointer} must exist`).toHaveProperty([segment]);
    value = typeof value === 'object' && value !== null ? Reflect.get(value, segment) : undefined;
  }
}
