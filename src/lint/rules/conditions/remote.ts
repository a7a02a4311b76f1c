import type { Rule } from '../../rule.ts';
import { quote } from '../../wording.ts';
import { conditionsOf, isRemote } from './about.ts';

export const REMOTE_CONDITION: Rule = {
  id: 'conditions/remote',
  severity: 'error',
  summary: 'Conditions are names, not URLs of the add-on.',
  *check(descriptor) {
    for (const { name, pointer } of conditionsOf(descriptor)) {
      if (!isRemote(name)) continue;
      yield {
        pointer: `${pointer}/condition`,
        message: `The condition ${quote(name)} is a URL: the products no longer ask add-ons whether to show a module.`,
        hint: 'Keep the answer in a property (of the issue, project, page or add-on) and compare it with entity_property_equal_to or its like.',
      };
    }
  },
};
