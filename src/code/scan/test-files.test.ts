import { expect, test } from 'vitest';
import { isTestFile } from './test-files.ts';

test.each([
  'test/app.js',
  'src/__tests__/app.ts',
  'src/app.test.ts',
  'src/app-spec.js',
  'src/Panel.stories.tsx',
  'server/client_test.go',
  'app/test_views.py',
  'conftest.py',
  'spec/models/issue_spec.rb',
  'src/test/java/com/example/App.java',
  'src/main/java/com/example/AppTest.java',
  'src/ClientTests.cs',
  'cypress/e2e/app.js',
])('%s is a test', (file) => {
  expect(isTestFile(file)).toBe(true);
});

test.each([
  'src/app.js',
  'src/contest.js',
  'src/latest/app.js',
  'src/main/java/it/example/Latest.java',
  'src/Manifest.java',
  'app/attest.py',
  'server/testing_tools.go',
  'src/test.js',
])('%s is none', (file) => {
  expect(isTestFile(file)).toBe(false);
});
