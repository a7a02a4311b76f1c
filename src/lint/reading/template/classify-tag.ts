import type { Condition, Tag, TagKind, TagSigns } from './tag.ts';

/** What the inside of a tag says. */
export type Meaning = Pick<Tag, 'kind' | 'expression' | 'condition'>;

/** What a tag does, from what stands between its signs. */
export function classifyTag(signs: TagSigns, inside: string): Meaning {
  switch (signs) {
    case 'braces':
      return classifyBraces(inside);
    case 'percent':
      return classifyPercent(inside);
    case 'angle':
      return classifyAngle(inside);
    default:
      return { kind: 'value', expression: inside.trim() };
  }
}

/** Handlebars and Mustache mark what is no value with a sign, Go with a word. */
function classifyBraces(inside: string): Meaning {
  // `{{~ x ~}}` and `{{- x -}}` take the blanks beside them away.
  const expression = inside
    .replace(/^(?:~|-(?=\s))/, '')
    .replace(/(?:~|(?<=\s)-)$/, '')
    .trim();
  const rest = expression.slice(1).trim();
  switch (expression.charAt(0)) {
    case '!':
      return meaning('comment', rest);
    case '#':
      return meaning('open', rest, conditionOfHelper(rest.replace(/^[>*]\s*/, '')));
    case '^':
      return rest === '' ? meaning('else', '') : meaning('open', rest, negate(toCondition(rest)));
    case '/':
      return rest.startsWith('*') ? meaning('comment', rest) : meaning('close', rest);
    case '=':
      return meaning('statement', expression);
    case '&':
    case '{':
      return meaning('value', rest.replace(/\}$/, '').trim());
    default:
      return classifyGo(expression);
  }
}

function classifyGo(expression: string): Meaning {
  const [word, rest] = splitWord(expression);
  if (word === 'end' && rest === '') return meaning('close', '');
  if (word === 'else') return meaning('else', rest, rest === '' ? undefined : conditionOfHelper(rest));
  if (rest !== '' && /^(?:if|with|range)$/.test(word)) return meaning('open', rest, toCondition(rest));
  if (rest !== '' && /^(?:define|block)$/.test(word)) return meaning('open', rest);
  if (/^\$[\w.]*\s*(?:,\s*\$\w+\s*)?:?=(?!=)/.test(expression)) return meaning('statement', expression);
  if (/^(?:break|continue)$/.test(expression)) return meaning('statement', expression);
  return meaning('value', expression);
}

/** `if x` and `unless x` depend on x; of any other helper, its whole call stands for what it depends on. */
function conditionOfHelper(call: string): Condition {
  const [word, rest] = splitWord(call);
  if (word === 'if' && rest !== '') return toCondition(rest);
  if (word === 'unless' && rest !== '') return negate(toCondition(rest));
  return toCondition(call);
}

const PERCENT_BLOCKS =
  /^(?:autoescape|block|blocktrans|blocktranslate|call|capture|case|filter|for|if|ifchanged|ifequal|ifnotequal|macro|raw|spaceless|tablerow|unless|verbatim|with)$/;
const PERCENT_STATEMENTS =
  /^(?:assign|csrf_token|decrement|do|extends|from|import|increment|layout|load|set)$/;

/** Jinja, Django and Liquid say with a word what a tag does. `{% url 'x' %}` and `{% static 'x' %}` write something. */
function classifyPercent(inside: string): Meaning {
  const expression = inside.replace(/^[-+]/, '').replace(/[-+]$/, '').trim();
  const [word, rest] = splitWord(expression);
  if (/^end/.test(word)) return meaning('close', expression);
  if (/^(?:elif|elsif|elseif|when)$/.test(word)) return meaning('else', rest, toCondition(rest));
  if (/^(?:else|empty)$/.test(word)) return meaning('else', '');
  if (word === 'unless') return meaning('open', rest, negate(toCondition(rest)));
  if (word === 'if') return meaning('open', rest, toCondition(rest));
  if (word === 'comment') return meaning('open', word, { expression: 'true', isNegated: true });
  if (PERCENT_BLOCKS.test(word)) return meaning('open', expression);
  return meaning(PERCENT_STATEMENTS.test(word) ? 'statement' : 'value', expression);
}

/** EJS has JavaScript between its signs, ERB has Ruby. */
function classifyAngle(inside: string): Meaning {
  if (inside.startsWith('#')) return meaning('comment', inside.slice(1).trim());
  const code = inside.replace(/^[-_]/, '').replace(/[-_]$/, '').trim();
  if (inside.startsWith('=')) return meaning('value', code.replace(/^==?/, '').trim());
  const block = classifyJavaScript(code) ?? classifyRuby(code);
  if (block !== undefined) return block;
  return meaning(inside.startsWith('-') ? 'value' : 'statement', code);
}

function classifyJavaScript(code: string): Meaning | undefined {
  const closes = code.startsWith('}');
  const opens = code.endsWith('{');
  const test = /\bif\s*\((.*)\)\s*\{$/s.exec(code)?.[1]?.trim();
  const condition = test === undefined ? undefined : toCondition(test);
  if (closes && opens) return /^\}\s*else\b/.test(code) ? meaning('else', test ?? '', condition) : undefined;
  if (closes) return meaning('close', '');
  return opens ? meaning('open', test ?? code, condition) : undefined;
}

function classifyRuby(code: string): Meaning | undefined {
  const [word, rest] = splitWord(code);
  if (code === 'end') return meaning('close', '');
  if (/^(?:elsif|when)$/.test(word)) return meaning('else', rest, toCondition(rest));
  if (/^(?:else|ensure|rescue)$/.test(word)) return meaning('else', '');
  if (word === 'if' && rest !== '') return meaning('open', rest, toCondition(rest));
  if (word === 'unless' && rest !== '') return meaning('open', rest, negate(toCondition(rest)));
  if (/^(?:begin|case|for|until|while)$/.test(word)) return meaning('open', code);
  return /\bdo(?:\s*\|[^|]*\|)?$/.test(code) ? meaning('open', code) : undefined;
}

function meaning(kind: TagKind, expression: string, condition?: Condition): Meaning {
  return condition === undefined ? { kind, expression } : { kind, expression, condition };
}

/** Takes a negation out of an expression: `not x`, `!x`, `(not .X)`. */
function toCondition(expression: string): Condition {
  const bare = withoutBrackets(expression.trim());
  const negated = /^(?:!(?!=)|not\s+|not(?=\())/.exec(bare)?.[0];
  if (negated === undefined) return { expression: bare, isNegated: false };
  const rest = bare.slice(negated.length).trim();
  // `!a && b` is no negation of the whole.
  if (/[\s&|]/.test(withoutBrackets(rest))) return { expression: bare, isNegated: false };
  return negate(toCondition(rest));
}

function negate({ expression, isNegated }: Condition): Condition {
  return { expression, isNegated: !isNegated };
}

function withoutBrackets(expression: string): string {
  const inside = /^\(([^()]*)\)$/.exec(expression)?.[1];
  return inside === undefined ? expression : inside.trim();
}

function splitWord(text: string): readonly [word: string, rest: string] {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? [];
  return [word, rest];
}
