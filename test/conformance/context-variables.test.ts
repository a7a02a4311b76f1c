import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONTEXT_VARIABLES, HOST_PARAMETERS, MACRO_VARIABLES } from '../../src/catalog/context-variables.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

describe.skipIf(!hasSharedFolder)('context variables (needs ../shared, the reference material)', () => {
  const read = (...segments: readonly string[]) =>
    hasSharedFolder ? readFileSync(sharedFile(...segments), 'utf8') : '';

  test("Atlassian's schema describes no variable of modules that is not in the catalogue", () => {
    const schema = read('reference/jira-global-schema.json');
    // Variables of options and actions are for URLs that are no module's own.
    const described = Array.from(
      schema.matchAll(/`((?:postFunction|validator|condition|dashboard|dashboardItem)\.\w+)`/g),
      ([, name = '']) => name,
    );
    expect(new Set(described).size).toBeGreaterThanOrEqual(10);
    for (const name of described) expect(CONTEXT_VARIABLES.has(name), name).toBe(true);
  });

  test('every variable and parameter of the protocol is in the catalogue', () => {
    const text = read('protocol/iframe.md');
    const section = /## 2\. Context variables(.*?)\n## 3\./s.exec(text)?.[1] ?? '';
    const names = Array.from(
      section.matchAll(
        /\b((?:issue|issuetype|project|version|component|dashboard|dashboardItem|postFunction|board|sprint|content|space|page|macro|output|user)\.[a-z]\w*)/gi,
      ),
      ([, name = '']) => name,
    );
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) {
      expect(CONTEXT_VARIABLES.has(name) || MACRO_VARIABLES.has(name), name).toBe(true);
    }
    const url = /## 1\. URL(.*?)\n## 2\./s.exec(text)?.[1] ?? '';
    for (const name of HOST_PARAMETERS) expect(url).toContain(name);
  });
});
