import path from 'node:path';
import type { Answers } from './answers.ts';
import { installCommand } from './install.ts';
import { commandsOf } from './package-managers.ts';

interface Progress {
  /** Where the commands start from. */
  readonly cwd: string;
  readonly isInstalled: boolean;
  /** What the project consists of. */
  readonly files: readonly string[];
  readonly usesConnectKit: boolean;
  readonly nextScript: string | undefined;
}

/** The commands to run next, one after the other. */
export function nextSteps(answers: Answers, progress: Progress): readonly string[] {
  const { folder, packageManager } = answers;
  const relative = path.relative(progress.cwd, folder);
  const hasPackage = progress.files.includes('package.json');
  return [
    ...(relative === '' ? [] : [`cd ${quoted(relative)}`]),
    ...(progress.isInstalled || !hasPackage ? [] : [installCommand(answers, progress.files).join(' ')]),
    ...(progress.usesConnectKit
      ? [`${commandsOf(packageManager).exec} connect-kit dev`]
      : progress.nextScript === undefined
        ? []
        : [`${packageManager.name} run ${progress.nextScript}`]),
  ];
}

/** Quoted so that POSIX shells, PowerShell and cmd all read the same folder. */
function quoted(folder: string): string {
  // With a dot in front it is neither an option nor somebody's home.
  const plain = /^[-~]/.test(folder) ? `.${path.sep}${folder}` : folder;
  if (/^[\w@%+=:,./\\~-]+$/.test(plain)) return plain;
  // In double quotes, POSIX shells still look at these.
  return path.sep === '/' ? `"${plain.replace(/["\\$`]/g, String.raw`\$&`)}"` : `"${plain}"`;
}
