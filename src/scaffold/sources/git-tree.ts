import path from 'node:path';
import { EnvironmentError } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import { printable } from '../printable.ts';
import type { CapturedOutcome, Programs } from '../programs.ts';
import type { GitAddress } from './address.ts';
import { type ListedEntry, listedTree } from './listed-tree.ts';
import { type TemplateTree, TREE_LIMITS, unusable } from './tree.ts';

interface GitEntry extends ListedEntry {
  readonly object: string;
}

/** Nothing of the person's own set-up takes part: no hooks, no templates of repositories, no upkeep afterwards. */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'fetch.recurseSubmodules=false',
  'submodule.recurse=false',
  'transfer.bundleURI=false',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

const REF = 'refs/heads/template';

/**
 * The files of a commit, fetched with the person's own git, and so with their access. They are read as objects: there is
 * no working tree, and so no checkout, filter, LFS, submodule or link that could do anything.
 * @param folder an empty one, for git to work in
 * @throws {EnvironmentError} when the repository cannot be fetched
 */
export async function gitTree(
  address: GitAddress,
  folder: string,
  programs: Programs,
): Promise<TemplateTree> {
  const git = (args: readonly string[], options: { input?: string; maxBytes?: number } = {}) =>
    programs.capture('git', [...SETTINGS, `--git-dir=${path.join(folder, 'repository')}`, ...args], {
      folder,
      env: { GIT_ALLOW_PROTOCOL: address.protocol, GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1' },
      ...options,
    });
  check(await git(['init', '--quiet', '--bare', '--template=']), address);
  const refspec = `+${address.ref ?? 'HEAD'}:${REF}`;
  const options = ['--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules'];
  check(await git(['fetch', ...options, '--', address.url, refspec]), address);
  const listing = check(
    await git(['ls-tree', '-r', '-l', '-z', '--full-tree', REF], { maxBytes: MAX_LISTING }),
    address,
  );
  const entries = parseListing(new TextDecoder().decode(listing.stdout));
  return listedTree(address.label, entries, async (chosen) => {
    if (chosen.length === 0) return [];
    const input = chosen.map(({ object }) => `${object}\n`).join('');
    const maxBytes = TREE_LIMITS.totalBytes + chosen.length * 200;
    const { stdout } = check(await git(['cat-file', '--batch'], { input, maxBytes }), address);
    return parseBatch(stdout, chosen, address.label);
  });
}

/** A repository may have much besides the template. */
const MAX_LISTING = 64 * 1024 * 1024;

/** `100644 blob 8baef1b4     32\tsrc/a.ts`, with a NUL behind each. */
function parseListing(text: string): readonly GitEntry[] {
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', , object = '', size = ''] = line.slice(0, tab).split(/ +/);
      return {
        path: line.slice(tab + 1),
        kind: KINDS[mode] ?? 'other',
        size: Number(size) || 0,
        isExecutable: mode === '100755',
        object,
      };
    });
}

/** Submodules (160000) are none of these. */
const KINDS: Readonly<Record<string, ListedEntry['kind']>> = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'file',
  '120000': 'link',
};

/** `<object> blob <size>`, a line break, the content and another line break, for each. */
function parseBatch(output: Uint8Array, entries: readonly GitEntry[], name: string): readonly Uint8Array[] {
  let position = 0;
  return entries.map(({ object, size }) => {
    const end = output.indexOf(10, position);
    const header = new TextDecoder().decode(output.subarray(position, end));
    if (header !== `${object} blob ${size}`) throw unusable(name, 'git sent something else than it listed.');
    position = end + 1 + size + 1;
    return output.slice(end + 1, end + 1 + size);
  });
}

function check(outcome: CapturedOutcome, { label, url }: GitAddress): CapturedOutcome {
  if (outcome.exitCode === 0) return outcome;
  if (outcome.isMissing) {
    throw new EnvironmentError('missing-program', 'git is not installed.', {
      where: label,
      nextSteps: ['Install git, or use a template from npm or a folder.'],
    });
  }
  const said = reasonOf(outcome.stderr).replaceAll(url, label);
  throw new EnvironmentError(
    'template-unreachable',
    `git cannot fetch the template: ${redact(printable(said))}`,
    {
      where: label,
      nextSteps: ['Check the address, and that git may read the repository.'],
    },
  );
}

/** The end of what git said, without its advice about remotes: there is none that a person could look after. */
function reasonOf(stderr: string): string {
  const isAdvice = (line: string) => /^(?:Please make sure you have|and the repository exists)/.test(line);
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '' && !isAdvice(line));
  return lines.slice(-3).join('\n');
}
