import { UsageError } from '../../core/errors.ts';
import { type DescriptorFacts, factsOf } from './descriptor-facts.ts';
import {
  type ClosedDescriptor,
  type DescriptorText,
  isClosed,
  readDescriptorText,
} from './descriptor-text.ts';
import { type ModuleIndex, readModuleIndex, UnknownIndexError } from './module-index.ts';
import type { ProjectFiles, ProjectLayout } from './module-plan.ts';

/** A project as it is read for one more module. */
export interface Workspace {
  readonly project: ProjectFiles;
  readonly layout: ProjectLayout;
  readonly descriptor: DescriptorText | ClosedDescriptor;
  readonly facts: DescriptorFacts;
  /** Undefined for projects without one, and where only the descriptor is of interest. */
  readonly index: IndexFile | undefined;
  /** Whether the project has a descriptor for the other product, too. */
  readonly hasOtherDescriptor: boolean;
  /** Paths of all files in lower case: some file systems take no notice of case. */
  readonly files: ReadonlySet<string>;
}

export interface IndexFile {
  readonly file: string;
  readonly text: string;
  readonly content: ModuleIndex | UnknownIndexError;
  /** How long lines may be. */
  readonly width: number;
}

/** Where formatters are told how long lines may be. */
export const FORMATTER_FILES = [
  'biome.json',
  '.biome.json',
  'biome.jsonc',
  '.biome.jsonc',
  '.prettierrc',
  '.prettierrc.json',
] as const;

/** What formatters break lines at that are told nothing. */
const USUAL_WIDTH = 80;

/** @throws UsageError where a file of the layout is missing, or is no text */
export function openWorkspace(project: ProjectFiles, layout: ProjectLayout): Workspace {
  const descriptor = readDescriptorText(contentOf(project, layout.descriptor), layout.descriptor);
  const { moduleIndex, recipes } = layout;
  return {
    project,
    layout,
    descriptor,
    facts: factsOf(isClosed(descriptor) ? {} : descriptor.value),
    index: recipes === undefined || moduleIndex === undefined ? undefined : openIndex(project, moduleIndex),
    hasOtherDescriptor: [...project.keys()].some(
      (file) => file !== layout.descriptor && /^atlassian-connect(?:-\w+)?\.json$/.test(file),
    ),
    files: new Set([...project.keys()].map((file) => file.toLowerCase())),
  };
}

function openIndex(project: ProjectFiles, file: string): IndexFile {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(contentOf(project, file));
  const opened = { file, text, width: widthOf(project) };
  try {
    return { ...opened, content: readModuleIndex(text) };
  } catch (error) {
    if (error instanceof UnknownIndexError) return { ...opened, content: error };
    throw error;
  }
}

function widthOf(project: ProjectFiles): number {
  const file = FORMATTER_FILES.find((name) => project.has(name));
  const config = file === undefined ? '' : new TextDecoder().decode(project.get(file));
  const width = /["']?(?:lineWidth|printWidth)["']?\s*:\s*(\d{2,3})\b/.exec(config)?.[1];
  return width === undefined ? USUAL_WIDTH : Number(width);
}

function contentOf(project: ProjectFiles, file: string): Uint8Array {
  const content = project.get(file);
  if (content !== undefined) return content;
  throw new UsageError('missing-file', `The project has no ${file}.`, { where: file });
}
