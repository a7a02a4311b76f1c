/**
 * What a tag of a template language does.
 * - `value`: writes something
 * - `comment`: writes nothing
 * - `statement`: does something and writes nothing, or nothing that could be told from outside
 * - `open`, `else`, `close`: begin a block, one of its branches, and end it
 */
export type TagKind = 'value' | 'comment' | 'statement' | 'open' | 'else' | 'close';

/**
 * Which signs a tag stands between, which is as much as the text says of the language.
 * - `braces`: `{{ … }}` of Handlebars, Mustache, Go, Jinja and Django
 * - `percent`: `{% … %}` and `{# … #}` of Jinja, Django and Liquid
 * - `angle`: `<% … %>` of EJS and ERB
 * - `dollar`: `${…}` of Spring, shells and CloudFormation
 * - `underscores`: `__NAME__`
 */
export type TagSigns = 'braces' | 'percent' | 'angle' | 'dollar' | 'underscores';

export interface Tag {
  readonly signs: TagSigns;
  readonly kind: TagKind;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** What stands between the signs, without blanks around it and without the marks of the language. */
  readonly expression: string;
  /** Of blocks and branches: what they depend on; undefined where they are written in any case. */
  readonly condition?: Condition;
}

export interface Condition {
  readonly expression: string;
  /** True where the block is written when the expression does not hold. */
  readonly isNegated: boolean;
}
