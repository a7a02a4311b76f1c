import type { Context } from '../core/context.ts';
import { EXIT } from '../core/errors.ts';
import { redact } from '../core/redact.ts';
import { createPalette, type Palette } from '../terminal/palette.ts';

/** The options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  /** Whether prompting is allowed; a terminal is needed as well. */
  readonly input: boolean;
}

/**
 * What a command sees of the terminal: results go to stdout, everything else to stderr. Text that goes to stderr
 * is redacted; results are the command's own responsibility, because a signed token is a legitimate result.
 */
export class Cli {
  readonly context: Context;
  readonly options: GlobalOptions;
  #palette: Palette | undefined;
  #notePalette: Palette | undefined;
  #exitCode: number = EXIT.ok;
  #writesLines = false;

  constructor(context: Context, options: GlobalOptions) {
    this.context = context;
    this.options = options;
  }

  /** Styles for stdout. Made when first asked for, like those for stderr: asking what a stream is opens it. */
  get palette(): Palette {
    const { stdout, env } = this.context;
    this.#palette ??= createPalette(stdout, env, this.options.color);
    return this.#palette;
  }

  /** Styles for stderr. */
  get notePalette(): Palette {
    const { stderr, env } = this.context;
    this.#notePalette ??= createPalette(stderr, env, this.options.color);
    return this.#notePalette;
  }

  get exitCode(): number {
    return this.#exitCode;
  }

  /** What the process ends with when the command has returned: a code of ours, or what a program that it ran has ended with. */
  finishWith(exitCode: number): void {
    this.#exitCode = exitCode;
  }

  /** Prompts are allowed only where a person can see and answer them. */
  get canPrompt(): boolean {
    return this.options.input && this.context.stdin.isTTY && this.context.stderr.isTTY;
  }

  /** The result as text, a newline added. */
  result(text: string): void {
    this.context.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** The result as one JSON document; as one more line when lines have been written before. */
  json(value: unknown): void {
    if (this.#writesLines) this.jsonLine(value);
    else this.context.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** Makes every JSON document that comes one line, as in a stream of them. */
  streamJson(): void {
    this.#writesLines = true;
  }

  /** One event of a stream as one line of JSON. */
  jsonLine(value: unknown): void {
    this.#writesLines = true;
    this.context.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Progress and explanations; silent with `--quiet`. */
  note(text: string): void {
    if (!this.options.quiet) this.#writeNote(text);
  }

  warn(text: string): void {
    this.#writeNote(`${this.notePalette.warning('warning')} ${text}`);
  }

  /** Details for `--verbose`. */
  detail(text: string): void {
    if (this.options.verbose) this.#writeNote(this.notePalette.dim(text));
  }

  #writeNote(text: string): void {
    this.context.stderr.write(`${redact(text)}\n`);
  }
}
