import { printable } from '../report/printable.ts';
import type { Palette } from '../terminal/palette.ts';
import type { DeliveryResult } from '../webhook/replay/replay.ts';
import type { ReplaySummary } from '../webhook/replay/summary.ts';
import type { Cli } from './cli.ts';

/** With more deliveries than these, a line for each would say less than their summary. */
const MAX_LINES = 200;
/** Of failures, more are told. */
const MAX_FAILURES = 50;
/** Milliseconds between two updates of the bar, or two lines of progress where there is no terminal. */
const BAR_INTERVAL = 100;
const LINE_INTERVAL = 10_000;

/** Shows results as they come: a line each, or a bar and the failures alone. */
export class ReplayDisplay {
  readonly #total: number;
  readonly #nameOf: (entry: number) => string;
  readonly #cli: Cli;
  readonly #showsResults: boolean;
  readonly #isDetailed: boolean;
  readonly #hasBar: boolean;
  readonly #startedAt: number;
  #updatedAt: number;
  #done = 0;
  #failed = 0;

  /** @param showsResults whether stdout is for people, and not for a report */
  constructor(total: number, nameOf: (entry: number) => string, cli: Cli, showsResults: boolean) {
    this.#nameOf = nameOf;
    this.#total = total;
    this.#cli = cli;
    this.#showsResults = showsResults;
    this.#isDetailed = total <= MAX_LINES || cli.options.verbose;
    this.#hasBar = cli.context.stderr.isTTY && !cli.options.quiet && total > 1;
    this.#startedAt = cli.context.clock.now();
    this.#updatedAt = this.#startedAt;
  }

  show(result: DeliveryResult): void {
    this.#done += 1;
    if (result.problems.length > 0) this.#showFailure(result);
    else if (this.#isDetailed && !this.#cli.options.quiet) this.#write(result);
    this.#showProgress();
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#hasBar) this.#cli.context.stderr.write(CLEAR_LINE);
  }

  #showFailure(result: DeliveryResult): void {
    this.#failed += 1;
    if (this.#isDetailed || this.#failed <= MAX_FAILURES) this.#write(result);
    if (!this.#isDetailed && this.#failed === MAX_FAILURES)
      this.#cli.note('Further failures are only counted.');
  }

  #write(result: DeliveryResult): void {
    this.end();
    const name = this.#nameOf(result.entry);
    if (this.#showsResults) this.#cli.result(renderResult(result, name, this.#cli.palette));
    else this.#cli.note(renderResult(result, name, this.#cli.notePalette));
  }

  #showProgress(): void {
    const { stderr, clock } = this.#cli.context;
    const now = clock.now();
    const isLast = this.#done >= this.#total;
    if (!isLast && now - this.#updatedAt < (this.#hasBar ? BAR_INTERVAL : LINE_INTERVAL)) return;
    this.#updatedAt = now;
    if (this.#hasBar) {
      const bar = renderBar(
        this.#done,
        this.#total,
        this.#failed,
        now - this.#startedAt,
        stderr.columns ?? 80,
      );
      stderr.write(`${CLEAR_LINE}${bar}`);
    } else if (!this.#isDetailed && !isLast) {
      this.#cli.note(`${this.#done} of ${this.#total} deliveries, ${this.#failed} failed`);
    }
  }
}

const CLEAR_LINE = '\r\u001b[K';

function renderBar(done: number, total: number, failed: number, elapsed: number, columns: number): string {
  const rate = elapsed <= 0 ? 0 : Math.round((done / elapsed) * 1000);
  const text = ` ${done}/${total}  ${rate}/s${failed === 0 ? '' : `  ${failed} failed`}`;
  const width = Math.max(0, Math.min(40, columns - text.length - 3));
  const filled = Math.round((done / total) * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}${text}`.slice(0, Math.max(columns - 1, 10));
}

/** One line, and one more for each thing that is not as expected. */
function renderResult(result: DeliveryResult, name: string, { dim, success, danger }: Palette): string {
  const { event, status, latencyMs, attempts, problems } = result;
  const isFine = problems.length === 0;
  const parts = [
    isFine ? success('✓') : danger('✗'),
    printable(event ?? 'unknown event'),
    (isFine ? success : danger)(status === undefined ? 'no answer' : String(status)),
    ...(status === undefined ? [] : [dim(formatMs(latencyMs))]),
    ...(attempts === 1 ? [] : [dim(`try ${attempts}`)]),
    dim(name),
  ];
  return [parts.join('  '), ...problems.map((problem) => `    ${danger(printable(problem))}`)].join('\n');
}

/** The whole run in a few lines. */
export function renderSummary(summary: ReplaySummary, { bold, dim, success, danger }: Palette): string {
  const { deliveries, requests, failed, interrupted, elapsedMs, perSecond, latency, outcomes } = summary;
  const count = (number: number, word: string) =>
    `${number} ${number === 1 ? word : `${word.replace(/y$/, 'ie')}s`}`;
  const verdict = failed === 0 ? success('all as expected') : danger(`${failed} not as expected`);
  const extra = [
    ...(requests > deliveries ? [count(requests - deliveries, 'retry')] : []),
    ...(interrupted > 0 ? [`${interrupted} broken off`] : []),
  ];
  const lines = [
    `${bold(count(deliveries, 'delivery'))} in ${(elapsedMs / 1000).toFixed(2)} s, ${perSecond.toFixed(1)} a second: ${[verdict, ...extra].join(', ')}`,
  ];
  const answered = Object.entries(outcomes).map(([outcome, number]) => `${outcome} × ${number}`);
  if (answered.length > 0) lines.push(`${dim('answers')}  ${answered.join('  ')}`);
  if (latency.max > 0) {
    const { p50, p90, p99, max } = latency;
    lines.push(
      `${dim('latency')}  p50 ${formatMs(p50)}  p90 ${formatMs(p90)}  p99 ${formatMs(p99)}  max ${formatMs(max)}`,
    );
  }
  return lines.join('\n');
}

function formatMs(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}
