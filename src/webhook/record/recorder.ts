import type { System } from '../../core/context.ts';
import type { Delivery } from '../delivery.ts';
import type { Recording } from '../recording/recording.ts';
import { makeRecordingFolder, removeLeftovers, writeRecording } from '../recording/write-recording.ts';
import { type RedactionSettings, readRules, withSecrets } from '../redact/rules.ts';
import { toRecording } from './to-recording.ts';

/** A recording with its file. */
export interface Recorded {
  readonly file: string;
  readonly recording: Recording;
}

/** Keeps deliveries, from wherever they come: a listener, a proxy, the dev instance. */
export interface Recorder {
  /**
   * Takes out what must not be kept, and writes the rest into a file.
   * @param secrets what is taken out besides, for those that are learned on the way
   * @throws {EnvironmentError} when the file cannot be written
   */
  record(delivery: Delivery, secrets?: readonly string[]): Promise<Recorded>;
}

/**
 * @param options.folder absolute path of the folder for the files; made when it is missing
 * @throws {UsageError} when a setting of what to take out is malformed
 * @throws {EnvironmentError} when nothing can be written into the folder
 */
export async function createRecorder(options: {
  readonly folder: string;
  readonly redaction: RedactionSettings;
  readonly newId: () => string;
  readonly system: Pick<System, 'pid' | 'kill'>;
}): Promise<Recorder> {
  const { folder, newId, system } = options;
  const rules = readRules(options.redaction);
  await makeRecordingFolder(folder);
  await removeLeftovers(folder, system);
  return {
    record: async (delivery, secrets = []) => {
      const recording = await toRecording(delivery, newId(), withSecrets(rules, secrets));
      return { file: await writeRecording(folder, recording, system), recording };
    },
  };
}
