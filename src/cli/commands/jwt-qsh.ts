import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { createCanonicalRequest, hashCanonicalRequest } from '../../jwt/canonical-request.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../commands.ts';
import { setExamples } from '../examples.ts';
import { addRequestOptions, type RequestFlags, readRequest } from '../jwt-request.ts';

const EXAMPLES = `Examples:
  connect-kit jwt qsh '/rest/api/3/issue/ABC-1?expand=names'
  connect-kit jwt qsh --method POST --url https://app.example.com/ac/installed --base-url https://app.example.com/ac
  connect-kit jwt qsh --quiet /rest/api/3/myself          the hash alone
`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).argument('[url]', 'URL of the request, or its path with query');
  addRequestOptions(command).action((url: string | undefined, flags: RequestFlags) => {
    showHash(url, flags, getCli());
  });
}

function showHash(argument: string | undefined, flags: RequestFlags, cli: Cli): void {
  const request = readRequest(withUrl(argument, flags), cli);
  if (request === undefined) {
    throw new UsageError('url-missing', 'The URL of the request is missing.', {
      nextSteps: ["Give it as the argument, in quotes: connect-kit jwt qsh '/rest/api/3/search?jql=…'"],
    });
  }
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

function withUrl(argument: string | undefined, flags: RequestFlags): RequestFlags {
  if (argument === undefined) return flags;
  if (flags.url === undefined) return { ...flags, url: argument };
  throw new UsageError('url-ambiguous', 'The URL is given twice, as the argument and with --url.');
}
