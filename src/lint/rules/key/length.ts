import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';

/** What Atlassian's text on descriptors allows; its schema allows more. */
const DOCUMENTED_LENGTH = 64;
/** Longer ones are an error of the schema already. */
const SCHEMA_LENGTH = 80;

export const KEY_LENGTH: Rule = {
  id: 'key/length',
  severity: 'warning',
  summary: 'Keys of add-ons have at most 64 characters.',
  *check({ root }) {
    const length = finalText(root, 'key')?.length ?? 0;
    if (length <= DOCUMENTED_LENGTH || length > SCHEMA_LENGTH) return;
    yield {
      pointer: '/key',
      message: `The key has ${length} characters: Atlassian documents ${DOCUMENTED_LENGTH} as the most, though its schema lets ${SCHEMA_LENGTH} through.`,
      hint: 'Shorten it before the first customer installs the add-on: with another key it is another add-on.',
    };
  },
};
