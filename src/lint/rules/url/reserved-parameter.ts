import { HOST_PARAMETERS } from '../../../catalog/context-variables.ts';
import type { Rule } from '../../rule.ts';
import { findParameters } from '../../view/url-variables.ts';
import { nameOf } from '../../wording.ts';
import { addonUrls } from './addon-urls.ts';

export const URL_RESERVED_PARAMETER: Rule = {
  id: 'url/reserved-parameter',
  severity: 'warning',
  summary: 'URLs leave to the product the parameters that it adds by itself.',
  *check(view) {
    for (const { text, pointer, use } of addonUrls(view, ['page', 'call', 'lifecycle', 'link'])) {
      // To what it calls, the product adds none; but libraries look for a token there first.
      const isPage = use === 'page' || use === 'link';
      const parameter = findParameters(text).find(({ name }) =>
        isPage ? HOST_PARAMETERS.has(name) : name === 'jwt',
      );
      if (parameter === undefined) continue;
      const effect =
        parameter.name === 'jwt'
          ? 'libraries take it for the token of the request, and hashes leave it out'
          : 'the product adds it by itself, so that the server gets it twice';
      yield {
        pointer,
        message: `${nameOf(pointer)} has a parameter "${parameter.name}" of its own: ${effect}.`,
        hint: isPage
          ? 'Remove it: the product sends it, or rename it if something else is meant.'
          : 'Rename it.',
      };
    }
  },
};
