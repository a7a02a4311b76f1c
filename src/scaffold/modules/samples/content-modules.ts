import { icon, type ModuleSample, text } from '../sample.ts';

/** Modules of Confluence's pages and blog posts. */
export const CONTENT_SAMPLES = {
  contentBylineItems: {
    key: 'byline-item',
    routes: [{ kind: 'page', about: 'content' }],
    entry: ({ key, name, url }) => ({
      key,
      name: text(name),
      tooltip: text(`Show ${name}`),
      icon: icon(16),
      target: { type: 'inlinedialog' },
      url: url(),
    }),
  },
  dynamicContentMacros: {
    key: 'macro',
    isKeyGlobal: true,
    routes: [{ kind: 'page', about: 'macro' }],
    entry: ({ key, name, url }) => ({
      key,
      name: text(name),
      description: text(`What ${name} knows of this page`),
      icon: icon(80),
      categories: ['external-content'],
      outputType: 'block',
      url: url(),
    }),
  },
} as const satisfies Readonly<Record<string, ModuleSample>>;
