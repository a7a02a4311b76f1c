import { isRecord, stringAt } from '../../../core/json.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import type { ModuleView } from '../../view/modules.ts';
import { nameOf, quote } from '../../wording.ts';
import { linkTargets } from './targets.ts';

const DIMENSIONS = ['width', 'height'] as const;

/** What the product's own bridge makes of the options: atlassian-connect-js 5.3.190, `DialogUtils`. */
export const DIALOG_OPTIONS: Rule = {
  id: 'dialogs/options',
  severity: 'warning',
  summary: 'Options of dialogs are ones that the product takes notice of.',
  *check({ modules, products }) {
    if (products.includes('bitbucket')) return;
    for (const options of dialogOptions(modules)) {
      yield* checkSize(options);
      yield* checkDimensions(options);
      yield* checkChrome(options);
    }
    for (const { module, type, options } of linkTargets(modules)) {
      if (type !== 'page' || options === undefined || Object.keys(options).length === 0) continue;
      yield {
        pointer: `${module.pointer}/target`,
        key: 'options',
        message: `${nameOf(module.pointer)} opens a page: options are for dialogs only.`,
        hint: 'Add "type": "dialog" to the target, or remove the options.',
      };
    }
  },
};

interface Options {
  readonly value: Readonly<Record<string, unknown>>;
  readonly pointer: string;
  /** In lower case; undefined when there is none, or it is not final. */
  readonly size: string | undefined;
}

function dialogOptions(modules: readonly ModuleView[]): readonly Options[] {
  const ofDialogs = modules.flatMap(({ type, value, pointer }) =>
    type === 'dialogs' && isRecord(value['options'])
      ? [toOptions(value['options'], `${pointer}/options`)]
      : [],
  );
  const ofLinks = linkTargets(modules).flatMap(({ module, type, options }) =>
    type === 'dialog' && options !== undefined
      ? [toOptions(options, `${module.pointer}/target/options`)]
      : [],
  );
  return [...ofDialogs, ...ofLinks];
}

function toOptions(value: Readonly<Record<string, unknown>>, pointer: string): Options {
  const size = stringAt(value, 'size');
  const isFinal = size !== undefined && !hasPlaceholder(size);
  return { value, pointer, size: isFinal ? size.toLowerCase() : undefined };
}

function* checkSize({ value, pointer, size }: Options): Iterable<RuleFinding> {
  const given = DIMENSIONS.filter((name) => value[name] !== undefined);
  if (size === undefined || given.length === 0) return;
  if (size !== 'maximum' && DIMENSIONS.every((name) => value[name] === '100%')) {
    if (size === 'fullscreen') return;
    yield {
      pointer,
      key: 'size',
      message: `${nameOf(pointer)} has a width and height of 100%: it fills the screen, whatever its size.`,
      hint: 'Write "size": "fullscreen" alone, or remove the width and height.',
    };
    return;
  }
  for (const key of given) {
    yield {
      pointer,
      key,
      message: `${nameOf(pointer)} has "size" and "${key}": the size counts.`,
      fix: { title: `Remove "${key}"`, changes: [{ kind: 'remove', pointer: `${pointer}/${key}` }] },
    };
  }
}

function* checkDimensions({ value, pointer }: Options): Iterable<RuleFinding> {
  if (value['size'] !== undefined) return;
  for (const key of DIMENSIONS) {
    const text = stringAt(value, key);
    if (text === undefined || hasPlaceholder(text) || /^\s*\d+(?:\.\d+)?\s*(?:px\s*|%)?$/.test(text))
      continue;
    const pixels = Number.parseInt(text, 10);
    yield {
      pointer: `${pointer}/${key}`,
      message: Number.isNaN(pixels)
        ? `${quote(text)} is neither a number of pixels nor a percentage.`
        : `${quote(text)} is read as ${pixels} pixels.`,
      hint: 'Write pixels or a percentage of the window, as in "500px" or "80%".',
    };
  }
}

function* checkChrome({ value, pointer, size }: Options): Iterable<RuleFinding> {
  if (size === 'fullscreen' && value['chrome'] === false) {
    yield {
      pointer,
      key: 'chrome',
      severity: 'info',
      message: `${nameOf(pointer)} fills the screen with chrome all the same.`,
      hint: 'The size without chrome is "maximum".',
    };
  }
  const hasChrome = size === 'fullscreen' || (size !== 'maximum' && value['chrome'] !== false);
  if (hasChrome || value['header'] === undefined) return;
  yield {
    pointer,
    key: 'header',
    severity: 'info',
    message: `${nameOf(pointer)} has no chrome: there is no header to show a title in.`,
    hint: 'Remove "header", or give the dialog its chrome.',
  };
}
