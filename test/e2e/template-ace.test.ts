import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_PRODUCTS } from '../../src/scaffold/products.ts';
import { type GeneratedProjects, generateProjects, seePages } from '../support/generated-projects.ts';

let projects: GeneratedProjects;
beforeAll(async () => {
  projects = await generateProjects('ace', { both: ['--act-as-user', '--licensing'] });
});
afterAll(() => projects.remove());

describe.each(PROJECT_PRODUCTS)('a project of the ACE template for %s', (product) => {
  test('passes its own check', async () => {
    expect(await projects.run(product, 'check')).toMatch(/fail 0$/m);
  });

  test('shows its pages in the dev instance, in light and in dark', async () => {
    expect(await seePages(projects.folderOf(product), '#addon-content h1')).toEqual(SEEN[product]);
  });
});

const ISSUE = 'Plan the release of the mobile app';
const SEEN = {
  jira: [ISSUE, 'Your open issues'],
  confluence: ['What you have worked on'],
  jsm: [ISSUE, 'Your open issues'],
  both: [ISSUE, 'Your open issues', 'What you have worked on'],
};
