import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UsageError } from '../../core/errors.ts';
import { isRecord, stringAt } from '../../core/json.ts';
import { DEFAULT_DESCRIPTOR } from '../../descriptor/load.ts';
import { fromPointer } from '../../lint/json-pointer.ts';
import { type ConfigPlace, findConfig } from '../../validate/config/find-config.ts';
import { readOwnJson } from '../../validate/own-json.ts';
import { isProjectProduct, type ProjectProduct } from '../products.ts';

/** A project, and how it was made. */
export interface ProjectOrigin {
  /** Absolute. */
  readonly folder: string;
  /** Undefined for projects that `connect-kit init` did not make. */
  readonly template: string | undefined;
  readonly product: ProjectProduct | undefined;
}

/**
 * The project around a folder: the nearest one with a configuration of connect-kit, else with a descriptor.
 * @throws {UsageError} when there is none, or its configuration cannot be read
 */
export async function findProject(cwd: string, home: string | undefined): Promise<ProjectOrigin> {
  const place = findConfig(cwd, home);
  if (place !== undefined) return readOrigin(place);
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, DEFAULT_DESCRIPTOR))) {
      return { folder, template: undefined, product: undefined };
    }
    const isEnd = folder === home || existsSync(path.join(folder, '.git'));
    if (isEnd || path.dirname(folder) === folder) break;
  }
  throw new UsageError(
    'no-project',
    'There is no add-on project here: no connect-kit.config.json, no descriptor.',
    {
      where: cwd,
      nextSteps: [
        'Go to the folder of one, or begin one: connect-kit init',
        'To add to another descriptor: --descriptor <file> --descriptor-only',
      ],
    },
  );
}

async function readOrigin({ file, pointer }: ConfigPlace): Promise<ProjectOrigin> {
  const read = readOwnJson(await readText(file));
  if ('problem' in read) {
    const { message, position } = read.problem;
    throw new UsageError('config-invalid', message, { where: `${file}:${position.line}:${position.column}` });
  }
  const config = fromPointer(pointer).reduce(step, read.value);
  const scaffold = step(config, 'scaffold');
  const product = stringAt(scaffold, 'product');
  return {
    folder: path.dirname(file),
    template: stringAt(scaffold, 'template'),
    product: product !== undefined && isProjectProduct(product) ? product : undefined,
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError('config-unreadable', `The configuration cannot be read: ${messageOf(cause)}.`, {
      where: file,
      cause,
    });
  }
}

function step(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}
