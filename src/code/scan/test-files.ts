import { wordSet } from '../word-set.ts';

const TEST_FOLDERS = wordSet(`
  test tests __tests__ __mocks__ mocks spec specs e2e cypress fixtures __fixtures__ testdata test-data
  testing integration-test integration-tests androidTest testFixtures integrationTest stories testutil
  testutils
`);

const TEST_NAMES: readonly RegExp[] = [
  /[.-](?:test|tests|spec|e2e|stories|story|mock|cy)\.[a-z]+$/i,
  /_(?:test|tests|spec)\.[a-z]+$/i,
  /^(?:test|spec)_[^/]*\.py$/,
  /^(?:conftest\.py|setupTests\.[jt]sx?)$/,
  // In languages that name a file after its class: FooTest, FooTests, FooSpec, FooIT.
  /[a-z0-9](?:Test|Tests|TestCase|Spec|IT)\.(?:java|kt|scala|groovy|cs|php)$/,
];

/**
 * Whether a file is a test, by the usual names of folders and files. What tests call is mostly a stand-in for the product.
 * @param file path relative to the folder that is scanned, with forward slashes
 */
export function isTestFile(file: string): boolean {
  const segments = file.split('/');
  const name = segments.pop() ?? '';
  return (
    segments.some((folder) => TEST_FOLDERS.has(folder)) || TEST_NAMES.some((pattern) => pattern.test(name))
  );
}
