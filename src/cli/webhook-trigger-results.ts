import { EXIT } from '../core/errors.ts';
import { redact } from '../core/redact.ts';
import { printable } from '../report/printable.ts';
import type { Palette } from '../terminal/palette.ts';
import type { Cli } from './cli.ts';

/** How a delivery ended. */
export interface TriggerResult {
  readonly event: string;
  readonly url: string;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  /** What was answered, as text. */
  readonly answer: string | undefined;
  readonly latencyMs: number | undefined;
  /** Why no answer came, or what else is worth saying. */
  readonly note: string | undefined;
  /** Number of the delivery in the dev instance. */
  readonly id?: number;
}

/** With more deliveries than these, those that were accepted are counted only. */
const MAX_LINES = 200;
/** Of what an add-on answers, a person sees so much. */
const MAX_ANSWER = 2_000;

/** Shows results as they come, and sums up. */
export class TriggerDisplay {
  readonly #cli: Cli;
  readonly #isDetailed: boolean;
  readonly #results: TriggerResult[] = [];
  #failed = 0;
  #shown = 0;

  constructor(cli: Cli, count: number) {
    this.#cli = cli;
    this.#isDetailed = count <= MAX_LINES;
  }

  get failed(): number {
    return this.#failed;
  }

  add(result: TriggerResult): void {
    this.#shown += 1;
    const isFine = isAccepted(result);
    if (!isFine) this.#failed += 1;
    if (this.#cli.options.json) this.#results.push(result);
    else if (!isFine || this.#isDetailed) this.#cli.result(render(result, this.#cli.palette));
  }

  /** @param told what all of them have in common */
  end(told: Readonly<Record<string, unknown>>): void {
    if (this.#failed > 0) this.#cli.finishWith(EXIT.notFine);
    if (this.#cli.options.json) {
      const deliveries = this.#results.map(({ status = null, answer = null, note = null, ...result }) => ({
        ...result,
        accepted: isAccepted({ status }),
        ...{ status, answer, note },
      }));
      this.#cli.json({ version: 1, ...told, failed: this.#failed, deliveries });
    } else if (this.#shown > 1) {
      const verdict = this.#failed === 0 ? 'all accepted' : `${this.#failed} not accepted`;
      this.#cli.note(`${this.#shown} deliveries: ${verdict}`);
    }
  }
}

function isAccepted({ status }: { readonly status: number | undefined | null }): boolean {
  return typeof status === 'number' && status >= 200 && status < 300;
}

/** One line; and of what was not accepted, what was answered. */
function render(result: TriggerResult, { dim, success, danger, warning }: Palette): string {
  const { event, url, status, answer = '', latencyMs, note, id } = result;
  const isFine = isAccepted(result);
  const line = [
    isFine ? success('✓') : danger('✗'),
    event,
    (isFine ? success : danger)(status === undefined ? 'no answer' : String(status)),
    ...(latencyMs === undefined ? [] : [dim(`${Math.round(latencyMs)} ms`)]),
    redact(url),
    ...(id === undefined ? [] : [dim(`delivery ${id}`)]),
  ].join('  ');
  const cut = answer.length > MAX_ANSWER ? `${answer.slice(0, MAX_ANSWER)}…` : answer;
  const shown = isFine ? [] : redact(cut).trimEnd().split(/\r?\n/).filter(Boolean);
  return [
    line,
    ...(note === undefined ? [] : [`    ${warning(printable(note))}`]),
    ...shown.map((text) => `    ${printable(text)}`),
  ].join('\n');
}
