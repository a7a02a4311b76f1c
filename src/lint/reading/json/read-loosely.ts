import type { Fix } from '../../../core/diagnostics.ts';
import type { TextPositions } from '../../text-positions.ts';
import { reportDuplicates } from '../duplicates.ts';
import type { Reading, ReadOptions, SourceDocument } from '../reading.ts';
import { createReport, type Problem, type Report } from '../report.ts';
import { createStrictTree } from '../strict-tree.ts';
import { scanStructure } from '../structure.ts';
import { findTags } from '../template/find-tags.ts';
import { createTemplateValues } from '../template/values.ts';
import { createLexer } from './lexer.ts';
import { parseJson } from './parse.ts';
import { repairJson } from './repair.ts';

/** Reads JSON with mistakes, and templates of JSON. */
export function readLoosely(
  text: string,
  positions: TextPositions,
  { values: given = {}, isServed = false }: ReadOptions,
): Reading {
  const values = createTemplateValues(given);
  const found = createReport(positions);
  const report = isServed || !EXPRESS_PLACEHOLDER.test(text) ? found : adaptToExpress(found, text);
  const document = readDocument();
  return { positions, diagnostics: found.diagnostics(), document, unusedValues: values.unused() };

  function readDocument(): SourceDocument | undefined {
    const page = /^\s*<(?![%])[!?\w]/.exec(text);
    if (page !== null) {
      report.add({ ...PAGE, start: page[0].length - 2, end: page[0].length - 1 }, '');
      return undefined;
    }
    const tags = findTags(text);
    if (tags === undefined) {
      report.add({ ...TOO_MANY_TAGS, start: 0, end: 0 }, '');
      return undefined;
    }
    const repaired = repairJson({ text, lexer: createLexer(text, tags, values), report, isServed });
    if (repaired === undefined) return undefined;
    const { rewriter, doubt, templated, hasTags } = repaired;
    const { text: strict, offsets } = rewriter.finish();
    const structure = scanStructure(strict);
    const value = parseJson(strict);
    if (structure === undefined || value === undefined) {
      report.add({ ...UNREADABLE, start: 0, end: text.length }, '');
      return undefined;
    }
    reportDuplicates(structure, offsets, report, templated);
    const root = createStrictTree({ text: strict, offsets, ends: structure.ends });
    const allowsFix = (fix: Fix) => rewriter.allowsFix(fix) && (!hasTags || isWordForWord(fix, text));
    return { value, root, language: 'json', doubt, allowsFix };
  }
}

/** Between tags, nobody knows which entries stand beside each other: only single texts and numbers can be changed. */
function isWordForWord({ edits }: Fix, text: string): boolean {
  return edits.every(
    ({ offset, length, text: replacement }) =>
      WORD.test(text.slice(offset, offset + length)) && WORD.test(replacement),
  );
}

const WORD = /^(?:"(?:[^"\\]|\\.)*"|[\w.+-]+)$/s;

const PAGE = {
  ruleId: 'syntax/json',
  message: 'This is a web page or XML, not JSON.',
  hint: 'Name the URL or file of the descriptor itself, not of a page about it.',
} as const;
const TOO_MANY_TAGS = {
  ruleId: 'syntax/size',
  message: 'There are more than 100,000 placeholders: no descriptor has as many.',
} as const;
const UNREADABLE = { ruleId: 'syntax/json', message: 'This cannot be read as JSON.' } as const;

/**
 * Only atlassian-connect-express fills in these names, in this spelling. It reads its descriptor as JSON5 and serves
 * JSON. Source: lib/internal/addon-descriptor.js and lib/internal/utils.js of atlassian-connect-express 11.5.3.
 */
const EXPRESS_PLACEHOLDER = /\{\{(?:localBaseUrl|environment|appKey)\}\}/;

/** What is no mistake in JSON5. */
const LENIENT: Readonly<Partial<Record<Problem['ruleId'], string>>> = {
  'syntax/byte-order-mark':
    'The text begins with a byte order mark: atlassian-connect-express leaves it out, other readers fail at it.',
  'syntax/comment':
    'JSON has no comments: atlassian-connect-express leaves them out, other readers refuse the file.',
  'syntax/trailing-comma':
    'JSON allows no comma after the last entry: atlassian-connect-express leaves it out, other readers refuse the file.',
  'syntax/quotes':
    'JSON takes double quotes only: atlassian-connect-express reads others too, other readers refuse the file.',
  'syntax/unquoted-key':
    'The name of a property must stand in double quotes: atlassian-connect-express reads it without, other readers refuse the file.',
};

/** Makes warnings of what the server of the add-on reads past and never serves. */
function adaptToExpress(report: Report, text: string): Report {
  return {
    ...report,
    add(problem, pointer) {
      const message = isJson5(problem, text) ? LENIENT[problem.ruleId] : undefined;
      report.add(message === undefined ? problem : { ...problem, severity: 'warning', message }, pointer);
    },
  };
}

function isJson5({ ruleId, start, end }: Problem, text: string): boolean {
  if (ruleId === 'syntax/quotes') return text.startsWith("'", start);
  return ruleId !== 'syntax/unquoted-key' || /^[\p{L}$_][\p{L}\p{N}$_]*$/u.test(text.slice(start, end));
}
