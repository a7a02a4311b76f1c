import { type SampleOfProducts, text } from '../sample.ts';

/** Pages of an add-on, with a link in a menu of the product. */
export const PAGE_SAMPLES = {
  generalPages: {
    jira: {
      key: 'general-page',
      routes: [{ kind: 'page', about: 'none' }],
      entry: ({ key, name, url, location = 'system.top.navigation.bar' }) => ({
        key,
        name: text(name),
        location,
        url: url(),
      }),
    },
    confluence: {
      key: 'general-page',
      routes: [{ kind: 'page', about: 'none' }],
      entry: ({ key, name, url, location = 'system.header/left' }) => ({
        key,
        name: text(name),
        location,
        url: url(),
      }),
    },
  },
} as const satisfies Readonly<Record<string, SampleOfProducts>>;
