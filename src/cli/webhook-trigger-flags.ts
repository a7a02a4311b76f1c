import { type Command, Option } from 'commander';
import { PRODUCTS, type Product } from '../catalog/products.ts';
import { type BodyChange, parseRemove, parseSet } from '../webhook/change-body.ts';
import { parseBaseUrl } from './base-url.ts';
import { addSiteOption } from './instance-site.ts';
import { addSecretOptions, type SecretFlags } from './secret.ts';
import { parseCount } from './webhook-numbers.ts';
import { parseRate, parseTime } from './webhook-replay-flags.ts';

export interface TriggerFlags extends SecretFlags {
  readonly product?: Product;
  readonly to?: string;
  readonly addon?: string;
  readonly site?: string;
  readonly clientKey?: string;
  readonly baseUrl?: string;
  readonly unsigned?: boolean;
  readonly yes?: boolean;
  readonly issue?: string;
  readonly content?: string;
  readonly space?: string;
  readonly actor?: string;
  readonly sample?: boolean;
  readonly body?: string;
  readonly edit?: boolean;
  readonly count: number;
  readonly rate?: number;
  readonly timeout: number;
  readonly print?: boolean;
  readonly showToken?: boolean;
}

/** A change as it stands on the command line; the patch of `--merge` is yet to be read. */
export type ChangeFlag = BodyChange | { readonly kind: 'merge-file'; readonly file: string };

/** @returns the changes, in the order of the command line; filled when that is parsed */
export function addTriggerOptions(command: Command): readonly ChangeFlag[] {
  const changes: ChangeFlag[] = [];
  const keep = (read: (text: string) => ChangeFlag) => (text: string) => void changes.push(read(text));
  command
    .optionsGroup('Where to:')
    .addOption(
      new Option('--addon <key>', 'an add-on in the running dev instance, which sends it').conflicts('to'),
    )
    .option('--to <url>', `any URL; variables in it, such as \${issue.key}, are filled`)
    .option('--print', 'show the request, and send nothing')
    .option('--show-token', 'with --print: the whole token, which is good for 15 minutes')
    .option('--yes', 'send to another machine without asking')
    .optionsGroup('Token, with --to:')
    .option('--client-key <key>', 'clientKey of the product, as the add-on received it on install')
    .addOption(
      new Option('--base-url <url>', "the add-on's base URL: its path is not hashed").argParser(parseBaseUrl),
    );
  addSecretOptions(command).option('--unsigned', 'send no token');
  command
    .optionsGroup('What it tells of:')
    .addOption(new Option('-p, --product <product>', 'for events of both products').choices(PRODUCTS))
    .option('--issue <key>', 'this issue of the dev instance')
    .option('--content <id>', 'this page or blog post of the dev instance')
    .option('--space <key>', 'this space of the dev instance')
    .option('--actor <person>', 'who has done it: a user name or account id of the dev instance');
  addSiteOption(command)
    .option('--sample', 'the bundled sample, even if a dev instance runs')
    .option('--body <file>', 'this body in place of one that is made, - for stdin')
    .optionsGroup('What is changed, in this order:')
    .addOption(
      new Option('--set <path=value>', 'a value that is there, such as issue.fields.summary=x').argParser(
        keep(parseSet),
      ),
    )
    .addOption(new Option('--remove <path>', 'take away what is there').argParser(keep(parseRemove)))
    .addOption(
      new Option('--merge <file>', 'a JSON Merge Patch, which may add; - for stdin').argParser(
        keep((file) => ({ kind: 'merge-file', file })),
      ),
    )
    .option('--edit', 'change it in $VISUAL or $EDITOR; an emptied file cancels')
    .optionsGroup('How many:')
    .addOption(new Option('--count <n>', 'so many, each by itself').default(1).argParser(parseCount))
    .addOption(new Option('--rate <n/s>', 'so many a second, such as 50/s or 30/m').argParser(parseRate))
    .addOption(
      new Option('--timeout <duration>', 'how long an answer may take, with --to')
        .default(20_000, '20s')
        .argParser(parseTime),
    );
  return changes;
}
