import type { Product } from '../../../catalog/products.ts';
import type { RouteSubject } from '../route.ts';
import { type ModuleSample, type SampleOfProducts, text } from '../sample.ts';

/** What is in sight where a location is; the first that fits counts. */
const SUBJECTS: Readonly<Record<Product, readonly (readonly [RegExp, RouteSubject])[]>> = {
  jira: [
    [/^(?:atl\.(?:jira\.view|gh)\.issue|jira\.issue\.|operations-|opsbar-|transitions-|view)/, 'issue'],
    [/(?:^|\.)board|agile|backlog/, 'board'],
    [/proj/, 'project'],
  ],
  confluence: [
    [/^system\.(?:content|attachment|editor)|^atl\.(?:general|footer|editor|page)|^page\./, 'content'],
    [/space/, 'space'],
  ],
};

const subjectAt =
  (product: Product) =>
  (location: string): RouteSubject =>
    SUBJECTS[product].find(([pattern]) => pattern.test(location))?.[1] ?? 'none';

const panel = (product: Product, standard: string) =>
  ({
    key: 'web-panel',
    routes: [{ kind: 'page', about: subjectAt(product)(standard), aboutAt: subjectAt(product) }],
    entry: ({ key, name, url, location = standard }) => ({ key, name: text(name), location, url: url() }),
  }) as const satisfies ModuleSample;

/** A link opens a dialog: a page of its own would lie outside of the product, without its bridge. */
const item = (product: Product, standard: string) =>
  ({
    key: 'web-item',
    routes: [{ kind: 'page', about: subjectAt(product)(standard), aboutAt: subjectAt(product) }],
    entry: ({ key, name, url, location = standard }) => ({
      key,
      name: text(name),
      location,
      target: { type: 'dialog', options: { size: 'medium', header: text(name) } },
      url: url(),
    }),
  }) as const satisfies ModuleSample;

const section = (standard: string) =>
  ({
    key: 'web-section',
    routes: [],
    entry: ({ key, name, location = standard }) => ({ key, name: text(name), location }),
  }) as const satisfies ModuleSample;

/** What an add-on puts at places of the product, and what belongs to it. */
export const WEB_SAMPLES = {
  webPanels: {
    jira: panel('jira', 'atl.jira.view.issue.right.context'),
    confluence: panel('confluence', 'atl.general'),
  },
  webItems: {
    jira: item('jira', 'jira.issue.tools'),
    confluence: item('confluence', 'system.content.action/primary'),
  },
  webSections: { jira: section('operations-top-level'), confluence: section('system.content.action') },
  dialogs: {
    key: 'dialog',
    routes: [{ kind: 'page', about: 'none' }],
    entry: ({ key, name, url }) => ({ key, options: { size: 'medium', header: text(name) }, url: url() }),
  },
  keyboardShortcuts: {
    key: 'shortcut',
    routes: [],
    references: [
      {
        role: 'target',
        targets: ['webItems', 'dialogs', 'generalPages'],
        otherwise: { type: 'generalPages' },
      },
    ],
    entry: ({ key, name, reference }) => ({
      key,
      name: text(name),
      shortcut: 'gxa',
      context: 'global',
      target: { key: reference('target') },
    }),
  },
} as const satisfies Readonly<Record<string, SampleOfProducts>>;
