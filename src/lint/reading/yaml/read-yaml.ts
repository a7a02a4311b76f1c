import { Composer, type CST, type Document, type ParsedNode, Parser } from 'yaml';
import { spanOfKey } from '../../locate.ts';
import type { TextPositions } from '../../text-positions.ts';
import type { Reading, ReadOptions, SourceDocument } from '../reading.ts';
import { createReport, type Problem, type Report } from '../report.ts';
import { findTags } from '../template/find-tags.ts';
import { createTemplateValues, type TemplateValues } from '../template/values.ts';
import { convertDocument } from './convert.ts';
import { findTooDeep } from './depth.ts';
import { hasConnectModules, isForgeManifest } from './forge-manifest.ts';
import { FILLER, type MaskedText, maskTags } from './mask-tags.ts';

/** A parser of YAML takes up to five hundred times the memory of its text; the largest known descriptor has 60 kB. */
const MAX_LENGTH = 256 * 1024;

/** Reads a descriptor in YAML, with or without placeholders. */
export function readYaml(
  text: string,
  positions: TextPositions,
  { values: given = {}, isServed = false }: ReadOptions,
): Reading {
  const values = createTemplateValues(given);
  const report = createReport(positions);
  const document = readDocument(text, values, report);
  if (document !== undefined && isForgeManifest(document.value)) {
    const found = createReport(positions);
    found.add(describeManifest(document), '/app');
    return { positions, diagnostics: found.diagnostics(), document: undefined, unusedValues: [] };
  }
  if (isServed) report.add({ ...SERVED, ...firstLine(text) }, '');
  return { positions, diagnostics: report.diagnostics(), document, unusedValues: values.unused() };
}

function readDocument(text: string, values: TemplateValues, report: Report): SourceDocument | undefined {
  const refuse = (problem: Problem): undefined => {
    report.add(problem, '');
  };
  if (text.length > MAX_LENGTH) return refuse({ ...TOO_LONG, start: 0, end: 0 });
  const found = text.includes(FILLER) ? [] : findTags(text);
  if (found === undefined) return refuse({ ...TOO_MANY_TAGS, start: 0, end: 0 });
  const masked = maskTags(text, found, values);
  const tooDeep = findTooDeep(masked.text);
  if (tooDeep !== undefined) return refuse({ ...TOO_DEEP, start: tooDeep, end: tooDeep + 1 });
  const parsed = parse(masked, refuse);
  return parsed === undefined ? undefined : convertDocument(parsed, { text, masked, values, report });
}

function parse(
  { text }: MaskedText,
  refuse: (problem: Problem) => undefined,
): Document.Parsed<ParsedNode> | undefined {
  // Keys that stand twice are reported with the rest.
  const composer = new Composer({ uniqueKeys: false, merge: true, prettyErrors: false, logLevel: 'silent' });
  const [first, second] = composer.compose(untilError(new Parser().parse(text)), true, text.length);
  if (first === undefined || first.contents === null) {
    return refuse({ ruleId: 'syntax/yaml', message: 'The text holds no value.', start: 0, end: 0 });
  }
  const [error] = first.errors;
  if (error !== undefined) {
    const [start, end] = error.pos;
    return refuse({ ruleId: 'syntax/yaml', message: `This is not YAML: ${error.message}.`, start, end });
  }
  if (second !== undefined) {
    const [start] = second.range;
    const message = 'A second document begins here: a descriptor is one.';
    return refuse({ ruleId: 'syntax/yaml', message, start, end: start + 3 });
  }
  return first;
}

/** Behind what is no YAML, there is nothing to read; each error would take more memory than a page of text. */
function* untilError(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  for (const token of tokens) {
    yield token;
    if (token.type === 'error') return;
  }
}

const TOO_LONG = {
  ruleId: 'syntax/size',
  message: 'In YAML, no more than 256 kB can be read.',
  hint: 'Check the JSON that is made of it.',
} as const;
const TOO_MANY_TAGS = {
  ruleId: 'syntax/size',
  message: 'There are more than 100,000 placeholders: no descriptor has as many.',
} as const;
const TOO_DEEP = { ruleId: 'syntax/depth', message: 'Nested more than 200 levels deep.' } as const;
const SERVED = {
  ruleId: 'syntax/yaml-served',
  message: 'The add-on serves its descriptor in YAML: the products read JSON only.',
  hint: 'Convert it to JSON before it is served.',
} as const;

function firstLine(text: string): { start: number; end: number } {
  return { start: 0, end: /^[^\r\n]*/.exec(text)?.[0].length ?? 0 };
}

function describeManifest({ value, root }: SourceDocument): Problem {
  const { offset, length } = spanOfKey(root, '', 'app');
  const rest = hasConnectModules(value) ? ' Its connectModules are not checked.' : '';
  return {
    ruleId: 'syntax/forge-manifest',
    message: `This is the manifest of a Forge app, not a descriptor of Connect.${rest}`,
    hint: 'Check it with forge lint.',
    start: offset,
    end: offset + length,
  };
}
