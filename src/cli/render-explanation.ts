import { joinWords } from '../core/join-words.ts';
import { redact } from '../core/redact.ts';
import { escapeUnprintable } from '../jwt/describe.ts';
import type { Cause, Explanation, FoundMistake } from '../jwt/explain/explain-mismatch.ts';
import type { Palette } from '../terminal/palette.ts';
import { renderComparison } from './render-comparison.ts';

/** More causes than these are counted only. */
const MOST_CAUSES = 4;

const BY_HAND = [
  'have the signer write down the text that it hashes, next to this one',
  'the method and URL as they were sent: HTTP clients, redirects and proxies change both',
  'parameters that are missing here, such as those that the product adds (xdm_e, cp, lic, cv)',
  'that the token was made for this request at all: its iat says when',
] as const;

/**
 * An explanation as text: both canonical requests, the first difference, and the cause where one was found.
 * @param width in columns
 */
export function renderExplanation(explanation: Explanation, palette: Palette, width: number): string {
  const { outcome, expected } = explanation;
  if (outcome === 'match')
    return `${palette.success('the hash is that of')} ${printable(expected.canonicalRequest)}`;
  const blocks = [
    renderComparison(explanation, palette, width),
    outcome === 'unknown'
      ? renderUnknown(explanation, palette, width)
      : renderCauses(explanation.causes, palette, width),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

/** The causes by name, one to a line: `base-path-kept`, or `a + b` where it is two. */
export function listCauses({ outcome, causes }: Explanation): string {
  return causes.length === 0 ? outcome : causes.map(nameOf).join('\n');
}

/** An explanation without signatures of tokens, for JSON. */
export function redactExplanation(explanation: Explanation): Explanation {
  const { expected, claimed } = explanation;
  return {
    ...explanation,
    expected: { ...expected, canonicalRequest: redact(expected.canonicalRequest) },
    claimed: {
      canonicalRequest: claimed.canonicalRequest === undefined ? undefined : redact(claimed.canonicalRequest),
      qsh: redact(claimed.qsh),
    },
  };
}

function renderCauses(causes: readonly Cause[], palette: Palette, width: number): readonly string[] {
  const [first, ...others] = causes;
  if (first === undefined) return [];
  if (first.mistakes.length > 1) return renderCombination(first, others, palette, width);
  if (others.length === 0) {
    return first.mistakes.flatMap((mistake) => renderMistake('probable cause', mistake, palette, width));
  }
  return [
    palette.bold(`probable cause: one of these ${causes.length}, which this request cannot tell apart`),
    ...causes
      .slice(0, MOST_CAUSES)
      .flatMap(({ mistakes }) => mistakes.flatMap((mistake) => renderMistake('', mistake, palette, width))),
    ...countRest(causes.length - MOST_CAUSES),
  ];
}

function renderCombination(
  first: Cause,
  others: readonly Cause[],
  palette: Palette,
  width: number,
): readonly string[] {
  const alternatives = others.slice(0, MOST_CAUSES).map(nameOf);
  return [
    palette.bold('probable cause: two mistakes together; none of the known ones explains it alone'),
    ...first.mistakes.flatMap((mistake) => renderMistake('', mistake, palette, width)),
    ...(alternatives.length === 0
      ? []
      : wrap(`or, with the same outcome: ${joinWords(alternatives, 'or')}`, width)),
    ...countRest(others.length - alternatives.length),
  ];
}

function renderMistake(
  label: string,
  { id, title, detail, mend, link }: FoundMistake,
  palette: Palette,
  width: number,
): readonly string[] {
  const what = detail === undefined ? title : `${title} (${printable(detail)})`;
  const [head = '', ...rest] = wrap(label === '' ? `${id}: ${what}` : `${label} (${id}): ${what}`, width);
  const start = label === '' ? id : label;
  return [
    `${palette.bold(start)}${head.slice(start.length)}`,
    ...rest,
    ...wrap(`→ ${mend}`, width, '  '),
    `    ${palette.dim(link)}`,
  ];
}

function countRest(count: number): readonly string[] {
  return count > 0 ? [`and ${count} more, which --json lists`] : [];
}

function renderUnknown(
  { claimed, search: { tried, candidates, isComplete } }: Explanation,
  palette: Palette,
  width: number,
): readonly string[] {
  return [
    ...wrap(`cause not found: ${describeSearch(tried.length, candidates, isComplete)}`, width).map((line) =>
      palette.bold(line),
    ),
    ...(/^[\da-f]{64}$/.test(claimed.qsh)
      ? []
      : ['what the token says is no SHA-256 in lower-case hexadecimal, as a hash must be']),
    ...(tried.length === 0 ? [] : wrap(`tried: ${tried.join(', ')}`, width)),
    'to compare by hand:',
    ...BY_HAND.flatMap((line) => wrap(`- ${line}`, width, '  ')),
  ];
}

function describeSearch(tried: number, candidates: number, isComplete: boolean): string {
  if (candidates === 0) return 'the request is too long to try the known mistakes with it';
  const what = `none of the ${tried} known mistakes that this request allows yields the hash`;
  return isComplete
    ? `${what}, alone or in twos (${candidates} tried)`
    : `${what} alone, nor do two of them as far as tried: there are too many for this request (${candidates} tried)`;
}

function nameOf({ mistakes }: Cause): string {
  return mistakes.map(({ id }) => id).join(' + ');
}

function printable(text: string): string {
  return escapeUnprintable(redact(text)).replaceAll('\n', '\\n');
}

/** Lines of words no wider than `width` where the words allow it; the later ones are indented two columns more. */
function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    const isStart = line.trim() === '';
    if (!isStart && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else line += isStart ? word : ` ${word}`;
  }
  return [...lines, line];
}
