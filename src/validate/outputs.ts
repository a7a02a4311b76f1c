import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import { joinWords } from '../core/join-words.ts';
import { FORMATS, type Format } from '../report/formatters.ts';
import { meantBy } from './meant.ts';
import { detailsOf, type Setting } from './setting.ts';

/** A report that is wanted: its format, and where it goes. */
export interface ReportOutput {
  readonly format: Format;
  /** Undefined for stdout. */
  readonly file: ReportFile | undefined;
}

export interface ReportFile {
  /** As the person wrote it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

/**
 * Reads settings of the form `format` or `format=file`. The path may hold anything, further `=` too.
 * @param base absolute path of the folder that files start from
 * @throws {UsageError} for an unknown format, two reports on stdout, or two for one file
 */
export function readOutputs(settings: readonly Setting<string>[], base: string): readonly ReportOutput[] {
  const outputs: ReportOutput[] = [];
  for (const setting of settings) {
    const output = readOutput(setting, base);
    const other = outputs.find(({ file }) => file?.path === output.file?.path);
    if (other !== undefined) throw takenTwice(setting, other, output);
    outputs.push(output);
  }
  return outputs;
}

function readOutput(setting: Setting<string>, base: string): ReportOutput {
  const { value, name } = setting;
  const at = value.indexOf('=');
  const format = (at < 0 ? value : value.slice(0, at)).trim();
  const known = FORMATS.find((one) => one === format);
  if (known === undefined) {
    const meant = meantBy(format, FORMATS);
    throw new UsageError(
      'format-unknown',
      `${name}: there is no format ${JSON.stringify(format)}.`,
      detailsOf(setting, [
        ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
        `Formats are ${joinWords(FORMATS, 'and')}; ${FORMATS[3]}=report.${FORMATS[3]} writes to a file.`,
      ]),
    );
  }
  if (at < 0) return { format: known, file: undefined };
  const file = value.slice(at + 1);
  if (file.trim() === '') {
    throw new UsageError(
      'format-without-file',
      `${name}: behind ${known}= the name of a file is missing.`,
      detailsOf(setting, [`Write ${known}=path/to/report, or ${known} alone for stdout.`]),
    );
  }
  return { format: known, file: { name: file, path: path.resolve(base, file) } };
}

function takenTwice(setting: Setting<string>, first: ReportOutput, second: ReportOutput): UsageError {
  const where = second.file === undefined ? 'stdout' : second.file.name;
  return new UsageError(
    'output-twice',
    `${setting.name}: two reports, ${first.format} and ${second.format}, would go to ${where}.`,
    detailsOf(setting, [`Send one of them to a file of its own: --format ${second.format}=<file>`]),
  );
}
