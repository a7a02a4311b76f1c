import { renderXml, type XmlElement } from '../report/xml.ts';
import type { DeliveryResult } from '../webhook/replay/replay.ts';
import type { ReplaySummary } from '../webhook/replay/summary.ts';

/** What a recording came to, over all its repetitions. */
interface Case {
  readonly name: string;
  readonly event: string | null;
  count: number;
  failed: number;
  totalMs: number;
  firstProblems: readonly string[];
}

/** Collects a case for each recording, however often it is sent. */
export class CaseCollector {
  readonly #cases = new Map<number, Case>();
  readonly #nameOf: (entry: number) => string;

  constructor(nameOf: (entry: number) => string) {
    this.#nameOf = nameOf;
  }

  add({ entry, event, latencyMs, problems }: DeliveryResult): void {
    const found = this.#cases.get(entry) ?? {
      name: this.#nameOf(entry),
      event,
      count: 0,
      failed: 0,
      totalMs: 0,
      firstProblems: [],
    };
    found.count += 1;
    found.totalMs += latencyMs;
    if (problems.length > 0) {
      if (found.failed === 0) found.firstProblems = problems;
      found.failed += 1;
    }
    this.#cases.set(entry, found);
  }

  /** As JUnit: a case for each recording, which fails when one of its deliveries did. */
  toJunit({ elapsedMs }: ReplaySummary): string {
    const cases = [...this.#cases].toSorted(([a], [b]) => a - b).map(([, one]) => one);
    const failures = cases.filter(({ failed }) => failed > 0).length;
    const counts = { tests: cases.length, failures, errors: 0, time: (elapsedMs / 1000).toFixed(3) };
    return renderXml({
      name: 'testsuites',
      attributes: { name: 'connect-kit webhook replay', ...counts },
      content: [
        {
          name: 'testsuite',
          attributes: { name: 'webhook replay', ...counts, skipped: 0 },
          content: cases.map(renderCase),
        },
      ],
    });
  }
}

function renderCase({ name, event, count, failed, totalMs, firstProblems }: Case): XmlElement {
  const attributes = {
    name,
    // Jenkins takes what stands before the last dot for a package.
    classname: `webhook.${(event ?? 'unknown').replaceAll('.', '_')}`,
    time: (totalMs / 1000).toFixed(3),
  };
  if (failed === 0) return { name: 'testcase', attributes };
  const message = `${firstProblems.join('; ')}${count === 1 ? '' : ` (${failed} of ${count} deliveries)`}`;
  return {
    name: 'testcase',
    attributes,
    content: [
      { name: 'failure', attributes: { message, type: 'expectation' }, content: firstProblems.join('\n') },
    ],
  };
}

/** The documented form of the summary. */
export function summaryToJson(
  summary: ReplaySummary,
  nameOf: (entry: number) => string,
  isInterrupted: boolean,
): object {
  const { failures, ...rest } = summary;
  return {
    version: 1,
    ok: summary.failed === 0 && !isInterrupted,
    ...rest,
    failures: failures.map(({ number, entry, event, status, error, latencyMs, attempts, problems }) => ({
      ...{ number, recording: nameOf(entry), event, status: status ?? null, error: error ?? null },
      ...{ latencyMs: Math.round(latencyMs * 100) / 100, attempts, problems },
    })),
  };
}
