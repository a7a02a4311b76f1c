import { expect, test } from 'vitest';
import { findReportRoot } from './report-root.ts';

test.each([
  [{ GITHUB_WORKSPACE: '/repo' }, '/repo'],
  [{ CI_PROJECT_DIR: '/builds/x' }, '/builds/x'],
  [{ GITHUB_WORKSPACE: '' }, '/repo/addon'],
  [{}, '/repo/addon'],
])('names files from the checkout of a CI service, else from the current folder: %j', (env, root) => {
  expect(findReportRoot(env, '/repo/addon')).toBe(root);
});
