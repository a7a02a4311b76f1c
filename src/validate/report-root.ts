import path from 'node:path';
import { type Environment, readEnv } from '../core/context.ts';

/**
 * The folder that a report for other programs names files from. CI services match the names with those in the
 * repository, wherever in it the command runs: GitHub and GitLab say where they have checked it out.
 */
export function findReportRoot(env: Environment, cwd: string): string {
  return path.resolve(cwd, readEnv(env, 'GITHUB_WORKSPACE') ?? readEnv(env, 'CI_PROJECT_DIR') ?? '.');
}
