import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';

/** Keys of the descriptors that Atlassian's templates and tutorials begin with, as published add-ons still carry them. */
const SAMPLE_KEYS: ReadonlySet<string> = new Set([
  'my-app',
  'my-app-key',
  'my-addon',
  'my-add-on',
  'my-addon-key',
  'my-addon-unique-key',
  'my-plugin',
  'my-sample-app',
  'addon-key',
  'test-addon',
  'hello-world',
  'com.example.myapp',
  'com.example.my-app',
  'com.example.myaddon',
  'com.example.my-addon',
  'com.example.addon',
  'com.example.app',
]);
/** Names that stand for the vendor's own. */
const STAND_IN = /(?:^|\.)(?:your-?(?:name|company|domain|org|vendor)|mycompany|my-company)\./;

export const KEY_EXAMPLE: Rule = {
  id: 'key/example',
  severity: 'info',
  summary: 'A key is the own one of its add-on, not that of a sample.',
  *check({ root }) {
    const key = finalText(root, 'key')?.toLowerCase();
    if (key === undefined || !(SAMPLE_KEYS.has(key) || STAND_IN.test(key))) return;
    yield {
      pointer: '/key',
      message: `"${finalText(root, 'key')}" is the key of a sample: a site takes two add-ons with the same key for one.`,
      hint: 'Choose a key of your own, for instance the reversed domain of the vendor and a name.',
    };
  },
};
