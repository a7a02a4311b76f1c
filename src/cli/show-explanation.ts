import { redact } from '../core/redact.ts';
import { quote } from '../jwt/describe.ts';
import { type ExplainedRequest, type Explanation, explainMismatch } from '../jwt/explain/explain-mismatch.ts';
import type { Cli } from './cli.ts';
import { listCauses, redactExplanation, renderExplanation } from './render-explanation.ts';
import { widthOf } from './width.ts';

/** Explains a hash as the result of a command, in the form that is asked for. */
export function showExplanation(request: ExplainedRequest, claimed: string, cli: Cli): Explanation {
  const explanation = explainMismatch(request, claimed);
  const { expected, outcome } = explanation;
  if (cli.options.json) {
    const safe = redactExplanation(explanation);
    cli.json({
      version: 1,
      method: request.method.toUpperCase(),
      ...safe.expected,
      explanation: safe,
    });
  } else if (cli.options.quiet) cli.result(listCauses(explanation));
  else {
    const verdict = outcome === 'match' ? [] : [renderHashes(claimed, expected.qsh, cli), ''];
    cli.result([...verdict, renderExplanation(explanation, cli.palette, widthOf(cli))].join('\n'));
  }
  return explanation;
}

function renderHashes(claimed: string, expected: string, cli: Cli): string {
  const { danger, dim } = cli.palette;
  return [
    danger('the hashes differ'),
    `${dim("this request's")}  ${expected}`,
    `${dim("the token's")}     ${/^[\w+/=-]+$/.test(claimed) && claimed.length < 130 ? claimed : redact(quote(claimed))}`,
  ].join('\n');
}
