import { testRule } from '../../../../test/support/test-rule.ts';
import { DIALOG_OPTIONS } from './options.ts';

const dialog = (options: unknown) => ({ modules: { dialogs: [{ key: 'a', options }] } });
const link = (target: unknown) => ({ modules: { webItems: [{ key: 'a', url: '/a', target }] } });

testRule(DIALOG_OPTIONS, [
  {
    name: 'finds a width next to a size',
    document: dialog({ size: 'large', width: '500px' }),
    findings: [
      {
        pointer: '/modules/dialogs/0/options/width',
        message: 'dialogs[0].options has "size" and "width": the size counts.',
        fix: 'Remove "width"',
      },
    ],
  },
  {
    name: 'finds both next to the size of a link',
    document: link({ type: 'dialog', options: { size: 'small', width: '1', height: '1' } }),
    findings: [
      { pointer: '/modules/webItems/0/target/options/width', message: '"width"' },
      { pointer: '/modules/webItems/0/target/options/height', message: '"height"' },
    ],
  },
  {
    name: 'finds a width of another unit, and how it is read',
    document: dialog({ width: '50vw' }),
    findings: [{ pointer: '/modules/dialogs/0/options/width', message: '"50vw" is read as 50 pixels.' }],
  },
  {
    name: 'finds a width that is no number',
    document: dialog({ width: 'auto' }),
    findings: [
      {
        pointer: '/modules/dialogs/0/options/width',
        message: '"auto" is neither a number of pixels nor a percentage.',
      },
    ],
  },
  {
    name: 'finds a size that gives way to a width and height of 100%',
    document: dialog({ size: 'large', width: '100%', height: '100%' }),
    findings: [
      {
        pointer: '/modules/dialogs/0/options/size',
        message: 'it fills the screen, whatever its size',
        fix: null,
      },
    ],
  },
  {
    name: 'finds that a full screen has chrome whatever is said',
    document: dialog({ size: 'FULLSCREEN', chrome: false, header: { value: 'Title' } }),
    findings: [
      {
        pointer: '/modules/dialogs/0/options/chrome',
        message: 'fills the screen with chrome all the same',
        hint: '"maximum"',
        severity: 'info',
      },
    ],
  },
  {
    name: 'finds a header of a dialog of the largest size, which has no chrome',
    document: dialog({ size: 'maximum', header: { value: 'Title' } }),
    findings: [{ pointer: '/modules/dialogs/0/options/header', message: 'has no chrome', severity: 'info' }],
  },
  {
    name: 'finds a header that has no place',
    document: dialog({ chrome: false, header: { value: 'Title' } }),
    findings: [{ pointer: '/modules/dialogs/0/options/header', message: 'has no chrome', severity: 'info' }],
  },
  {
    name: 'finds options of a page',
    document: link({ options: { size: 'large' } }),
    findings: [
      {
        pointer: '/modules/webItems/0/target/options',
        message: 'webItems[0] opens a page: options are for dialogs only.',
      },
    ],
  },
  ...['500px', '80%', '500', '66.6%', '500 px', '{{width}}', 500].map((width) => ({
    name: `says nothing of the width ${width}`,
    document: dialog({ width, height: '100%', chrome: true, header: { value: 'Title' } }),
    findings: [],
  })),
  ...[
    { type: 'dialogmodule', options: { key: 'd', width: 'x' } },
    { type: 'inlinedialog', options: { offsetX: '30px', width: '100px' } },
    { type: 'page', options: {} },
    { type: 'web_panel', options: { a: 1 } },
    'page',
  ].map((target) => ({
    name: `says nothing of ${JSON.stringify(target)}`,
    document: link(target),
    findings: [],
  })),
]);
