import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';

export const LINKS_SELF: Rule = {
  id: 'links/self',
  severity: 'info',
  summary: 'links.self is the address of the descriptor.',
  *check({ root }) {
    const text = finalText(root['links'], 'self');
    const baseUrl = finalText(root, 'baseUrl');
    if (text === undefined) return;
    const fault = findFault(text, baseUrl);
    if (fault === undefined) return;
    yield { pointer: '/links/self', ...fault };
  },
};

function findFault(text: string, baseUrl: string | undefined): { message: string; hint: string } | undefined {
  if (!URL.canParse(text)) {
    return {
      message: 'links.self is not absolute: to whoever has only the descriptor it leads nowhere.',
      hint: 'Write the whole address, for instance {{localBaseUrl}}/atlassian-connect.json where a server fills it in.',
    };
  }
  if (baseUrl === undefined || !URL.canParse(baseUrl)) return undefined;
  const [self, base] = [new URL(text), new URL(baseUrl)];
  if (self.origin !== base.origin) {
    return {
      message: `links.self is on ${self.host}, while baseUrl is on ${base.host}: one of them may be left over from another environment.`,
      hint: 'Write the address from which this descriptor is installed.',
    };
  }
  if (withoutSlash(self) !== withoutSlash(base)) return undefined;
  return {
    message: 'links.self is the base URL, where no descriptor is.',
    hint: `Write the address of the descriptor, for instance ${withoutSlash(self)}/atlassian-connect.json.`,
  };
}

function withoutSlash({ href }: URL): string {
  return href.replace(/\/$/, '');
}
