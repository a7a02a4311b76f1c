import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { ValidatePlan, ValidateRequest } from './plan.ts';
import { planValidation, type RunDependencies, type RunOutcome, runValidation } from './run.ts';
import { expandSources, isStream, placesOfSources } from './sources.ts';
import { type WatchedPlaces, watchFiles } from './watch-files.ts';

/** How a watch tells what happens. */
export interface WatchDisplay {
  readonly onRun: (outcome: RunOutcome) => void;
  /** A run that came to nothing, or a system that refuses to watch: the watch goes on. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Checks, and checks again whenever a descriptor, the configuration or the baseline has changed, until the signal
 * aborts.
 * @throws {UsageError} when the command line or, at first, the configuration is wrong
 */
export async function watchValidation(
  request: ValidateRequest,
  dependencies: RunDependencies,
  { onRun, onFailure }: WatchDisplay,
): Promise<void> {
  const { signal, cwd } = dependencies;
  let plan = await planWatch(request, dependencies);
  let looked = await filesOfInterest(plan, cwd);
  const due = createBell();
  const watch = await watchFiles(
    placesOf(plan),
    (changed) => {
      // What cannot be found out now, the run will tell.
      concerns(changed, plan, looked, cwd).then((isDue) => isDue && due.ring(), due.ring);
    },
    onFailure,
  );
  const onAbort = () => due.ring();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      try {
        plan = await planWatch(request, dependencies);
        watch.add(placesOf(plan));
        looked = await filesOfInterest(plan, cwd);
        onRun(await runValidation(plan, dependencies));
      } catch (error) {
        if (!signal.aborted) onFailure(error);
      }
      await due.heard();
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    await watch.close();
  }
}

/** Somebody rings, somebody waits: a ring before the waiting is not lost, and several count once. */
function createBell(): { ring: () => void; heard: () => Promise<void> } {
  let wake = () => {};
  let rung = nextRing();
  function nextRing(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }
  return {
    ring: () => wake(),
    heard: async () => {
      await rung;
      rung = nextRing();
    },
  };
}

async function planWatch(request: ValidateRequest, dependencies: RunDependencies): Promise<ValidatePlan> {
  const plan = await planValidation(request, dependencies);
  const stream = plan.sources.patterns.find(isStream);
  if (stream === undefined) return plan;
  const name = stream === '-' ? 'standard input' : stream;
  throw new UsageError('watch-without-file', `--watch cannot tell when ${name} changes.`, {
    nextSteps: ['Name files, folders or globs.'],
  });
}

/** Absolute paths of the files whose changes concern the run: what it reads, and nothing that it writes. */
export async function filesOfInterest(plan: ValidatePlan, cwd: string): Promise<ReadonlySet<string>> {
  const sources = await expandSources(plan.sources, { cwd, allowEmpty: true });
  const { files } = placesOf(plan);
  const read = new Set([
    ...files,
    ...(await listCode(plan.code)),
    ...sources.map((source) => path.resolve(cwd, source)),
  ]);
  // A glob may match what the run itself writes.
  for (const { file } of plan.outputs) if (file !== undefined) read.delete(file.path);
  return read;
}

/** Whether the run has looked at one of the files, or would look at it now. */
async function concerns(
  changed: ReadonlySet<string>,
  plan: ValidatePlan,
  looked: ReadonlySet<string>,
  cwd: string,
): Promise<boolean> {
  const isAmong = (files: ReadonlySet<string>) => [...changed].some((file) => files.has(file));
  return isAmong(looked) || isAmong(await filesOfInterest(plan, cwd));
}

/** The sources that a descriptor is compared with, as they are now. */
async function listCode(folders: readonly string[]): Promise<readonly string[]> {
  if (folders.length === 0) return [];
  const { listFiles } = await import('../code/scan/scan-sources.ts');
  const found = await Promise.all(folders.map((folder) => listFiles(folder, new AbortController().signal)));
  return found.flatMap(({ root, files }) => files.map((file) => path.join(root, file)));
}

function placesOf({ sources, configFile, baseline, code }: ValidatePlan): WatchedPlaces {
  const { files, folders } = placesOfSources(sources);
  const own = [configFile, baseline?.path].flatMap((file) => file ?? []);
  return { files: [...files, ...own], folders: [...folders, ...code] };
}
