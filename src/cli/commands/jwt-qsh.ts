import type { Command } from 'commander';
import { EXIT, UsageError } from '../../core/errors.ts';
import {
  type CanonicalRequestInput,
  createCanonicalRequest,
  hashCanonicalRequest,
} from '../../jwt/canonical-request.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import {
  addBodyOptions,
  addClaimedHashOptions,
  type BodyFlags,
  type ClaimedHashFlags,
  readBody,
  refuseWithoutExplain,
} from '../explain-flags.ts';
import { addRequestOptions, type RequestFlags, readRequest } from '../jwt-request.ts';

const EXAMPLES = `Examples:
  connect-kit jwt qsh '/rest/api/3/issue/ABC-1?expand=names'
  connect-kit jwt qsh --method POST --url https://app.example.com/ac/installed --base-url https://app.example.com/ac
  connect-kit jwt qsh --quiet /rest/api/3/myself          the hash alone
  connect-kit jwt qsh --explain --token "$TOKEN" '/rest/api/3/search?jql=a+b'          why a token's hash differs
  connect-kit jwt qsh --explain 'https://app.example.com/ac/page?lic=none&jwt=…' --base-url https://app.example.com/ac
`;

interface QshFlags extends RequestFlags, ClaimedHashFlags, BodyFlags {
  readonly explain?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).argument('[url]', 'URL of the request, or its path with query');
  addRequestOptions(command).option(
    '--explain',
    "find out why a token's hash differs; the token may be in the URL",
  );
  addBodyOptions(addClaimedHashOptions(command)).action((url: string | undefined, flags: QshFlags) =>
    showHash(url, flags, getCli()),
  );
}

async function showHash(argument: string | undefined, flags: QshFlags, cli: Cli): Promise<void> {
  const { qsh: claimed, token, body, contentType } = flags;
  const forExplain = { '--qsh': claimed, '--token': token, '--body': body, '--content-type': contentType };
  refuseWithoutExplain(flags.explain, forExplain);
  const request = readRequest(withUrl(argument, flags), cli);
  if (request === undefined) {
    throw new UsageError('url-missing', 'The URL of the request is missing.', {
      nextSteps: ["Give it as the argument, in quotes: connect-kit jwt qsh '/rest/api/3/search?jql=…'"],
    });
  }
  if (flags.explain === true) return explainHash(request, flags, cli);
  const method = request.method.toUpperCase();
  const canonicalRequest = createCanonicalRequest(request);
  const qsh = hashCanonicalRequest(canonicalRequest);
  if (cli.options.json) cli.json({ version: 1, method, canonicalRequest, qsh });
  else if (cli.options.quiet) cli.result(qsh);
  else {
    const { dim } = cli.palette;
    cli.result(`${dim('canonical request')}  ${canonicalRequest}\n${dim('qsh')}                ${qsh}`);
  }
}

async function explainHash(request: CanonicalRequestInput, flags: QshFlags, cli: Cli): Promise<void> {
  const { readClaimedHash } = await import('../jwt-claimed-hash.ts');
  const claimed = await readClaimedHash(flags, request.url, cli);
  const body = await readBody(flags, cli);
  const { showExplanation } = await import('../show-explanation.ts');
  const explanation = showExplanation({ ...request, ...body }, claimed, cli);
  if (explanation.outcome !== 'match') cli.finishWith(EXIT.notFine);
}

function withUrl(argument: string | undefined, flags: RequestFlags): RequestFlags {
  if (argument === undefined) return flags;
  if (flags.url === undefined) return { ...flags, url: argument };
  throw new UsageError('url-ambiguous', 'The URL is given twice, as the argument and with --url.');
}
