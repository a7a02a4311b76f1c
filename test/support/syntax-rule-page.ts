import type { Diagnostic } from '../../src/core/diagnostics.ts';
import { lintDescriptor } from '../../src/lint/lint-descriptor.ts';

/**
 * An example of a page about the syntax: the raw text of a block. What stands behind its language:
 * - `mark`: a byte order mark stands before it
 * - `served`: it is what an add-on serves
 * - `set="name=value"`: a value for a placeholder
 * - `times=n`: every line that ends with `…` stands there n times, without that sign
 */
export interface TextExample {
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

/** The blocks of a section. */
export function textExamplesBelow(page: string, heading: string): readonly TextExample[] {
  const section = new RegExp(`\\n## ${heading}\\n(.*?)(?=\\n## |$)`, 's').exec(page)?.[1] ?? '';
  return Array.from(
    section.matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm),
    ([, language = '', info = '', text = '']) => ({ language, info, text }),
  );
}

/** What the linter finds in an example. */
export async function lintExample({ language, info, text }: TextExample): Promise<readonly Diagnostic[]> {
  const [, name, value = ''] = /\bset="(\w+)=([^"]*)"/.exec(info) ?? [];
  const mark = /\bmark\b/.test(info) ? '\ufeff' : '';
  const { diagnostics } = await lintDescriptor(`${mark}${expand(text, info)}`, {
    language: language === 'yaml' ? 'yaml' : 'json',
    isServed: /\bserved\b/.test(info),
    values: name === undefined ? {} : { [name]: value },
  });
  return diagnostics;
}

function expand(text: string, info: string): string {
  const times = Number(/\btimes=(\d+)/.exec(info)?.[1] ?? 1);
  return text.replace(/^(.*?) ?…$/gm, (_, line: string) => `${line} `.repeat(times));
}
