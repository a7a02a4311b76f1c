import { type EntryInput, icon, type ModuleSample, text } from '../sample.ts';
import { LOOK_AND_FEEL } from './look-and-feel.ts';

const macro = ({ key, name, url }: EntryInput) => ({
  key,
  name: text(name),
  description: text(`What ${name} knows of a page`),
  icon: icon(80),
  categories: ['external-content'],
  outputType: 'block',
  bodyType: 'none',
  url: url(),
});

/** Shows an item of custom content; Confluence leads there by itself, so it needs no link. */
const contentView = {
  key: 'content-view',
  routes: [{ kind: 'page', about: 'content' }],
  entry: ({ key, name, url }) => ({ key, name: text(name), location: 'none', url: url() }),
} as const satisfies ModuleSample;

/** Modules of Confluence's pages, blog posts and spaces. */
export const CONTENT_SAMPLES = {
  contentBylineItems: {
    key: 'byline-item',
    routes: [{ kind: 'page', about: 'content' }],
    entry: ({ key, name, url }) => ({
      key,
      name: text(name),
      tooltip: text(`Show ${name}`),
      icon: icon(16),
      target: { type: 'inlinedialog', options: { width: '400px' } },
      url: url(),
    }),
  },
  dynamicContentMacros: {
    key: 'macro',
    isKeyGlobal: true,
    routes: [{ kind: 'page', about: 'macro' }],
    entry: macro,
  },
  staticContentMacros: {
    key: 'static-macro',
    isKeyGlobal: true,
    routes: [{ kind: 'fragment', about: 'macro' }],
    entry: macro,
  },
  blueprints: {
    key: 'blueprint',
    routes: [{ kind: 'fragment', about: 'none', role: 'template' }],
    entry: ({ key, name, url }) => ({
      key,
      name: text(name),
      description: text(`A page that begins with what ${name} writes`),
      icon: icon(48),
      createResult: 'edit',
      template: { url: url('template') },
    }),
  },
  publishConditions: {
    key: 'publish-condition',
    name: 'Publish condition',
    routes: [{ kind: 'page', about: 'content' }],
    entry: ({ key, name, url }) => ({
      key,
      name: text(name),
      errorMessage: text('Attach a file before you publish this page.'),
      dialog: { header: text(name), width: '500px', height: '300px', url: url() },
      conditions: [{ condition: 'has_attachment' }],
    }),
  },
  customContent: {
    key: 'custom-content',
    name: 'Note',
    routes: [],
    references: [
      { role: 'view', targets: [], otherwise: { type: 'generalPages', sample: contentView, suffix: 'view' } },
    ],
    entry: ({ key, name, reference, iconUrl }) => ({
      key,
      name: text(name),
      uiSupport: {
        contentViewComponent: { moduleKey: reference('view') },
        icons: { item: { url: iconUrl } },
      },
      apiSupport: { bodyType: 'storage', supportedContainerTypes: ['space'] },
    }),
  },
  confluenceThemes: {
    key: 'theme',
    routes: [{ kind: 'page', about: 'space', role: 'space' }],
    entry: ({ key, name, url }) => ({
      key,
      name: text(name),
      description: text(`Spaces as ${name} shows them`),
      icon: icon(48),
      lookAndFeel: LOOK_AND_FEEL,
      routes: { spaceview: { url: url('space') } },
      routeOverride: true,
      availableGlobally: false,
    }),
  },
} as const satisfies Readonly<Record<string, ModuleSample>>;
