import { type DiffStyles, unifiedDiff } from '../lint/fix/unified-diff.ts';
import type { AddModuleResult } from '../scaffold/modules/add-module.ts';
import type { FileChange } from '../scaffold/modules/file-change.ts';

/** What changes, as one patch for `git apply` and `patch -p1` in the folder of the project. */
export function diffOf({ files }: AddModuleResult, styles?: DiffStyles): string {
  return files.map((file) => diffOfFile(file, styles)).join('');
}

function diffOfFile({ path, before, after }: FileChange, styles: DiffStyles | undefined): string {
  const diff = unifiedDiff(path, before ?? '', after, styles);
  if (before !== undefined) return diff;
  // Without a file before, there is nothing to be found under its name.
  const nothing = '--- /dev/null';
  return `${styles === undefined ? nothing : styles.bold(nothing)}${diff.slice(diff.indexOf('\n'))}`;
}

export function toJson(result: AddModuleResult) {
  const { type, product, plan, descriptor, folder, files, findings, isDryRun, nextSteps } = result;
  return {
    version: 1,
    dryRun: isDryRun,
    folder,
    descriptor,
    type,
    product,
    key: plan.key ?? null,
    entry: plan.entry,
    routes: plan.routes.map(({ kind, about, path, isShared }) => ({ kind, about, path, shared: isShared })),
    companions: plan.companions,
    scopes: plan.scopes,
    files: files.map(({ path, before }) => ({ path, status: before === undefined ? 'added' : 'changed' })),
    diff: diffOf(result),
    warnings: plan.warnings,
    findings: findings.map(({ ruleId, severity, message, pointer }) => ({
      ruleId,
      severity,
      message,
      pointer,
    })),
    nextSteps,
  };
}
