import path from 'node:path';
import type { ModuleType } from '../../catalog/modules.ts';
import type { Product } from '../../catalog/products.ts';
import type { Diagnostic } from '../../core/diagnostics.ts';
import { CancelledError, UsageError } from '../../core/errors.ts';
import type { Prompts } from '../../core/prompts.ts';
import { lintDescriptor } from '../../lint/lint-descriptor.ts';
import { titleFor } from '../names.ts';
import { descriptorFile, PRODUCT_FACTS } from '../products.ts';
import { findOverwritten } from '../target.ts';
import { isTemplateName, loadBundledTemplate, templateNames } from '../templates.ts';
import { writeProject } from '../write.ts';
import { type AddTarget, findTarget } from './add-target.ts';
import { isClosed, readDescriptorText } from './descriptor-text.ts';
import type { FileChange } from './file-change.ts';
import { listModules } from './list-modules.ts';
import { type ModuleOption, parseModuleOption } from './module-option.ts';
import type { ModulePlan, ModuleRequest, ProjectFiles, ProjectLayout } from './module-plan.ts';
import { nextSteps } from './next-steps.ts';
import { planModule } from './plan-module.ts';
import { readIfThere, readProjectFile } from './project-files.ts';
import { FORMATTER_FILES } from './workspace.ts';

/** What the person said on the command line. */
export interface AddModuleOptions {
  /** `[product:]type[=key]`; asked for when left out. */
  readonly type?: string | undefined;
  readonly key?: string | undefined;
  readonly name?: string | undefined;
  readonly event?: string | undefined;
  readonly location?: string | undefined;
  readonly product?: Product | undefined;
  readonly descriptor?: string | undefined;
  /** Edit the descriptor, and write no route. */
  readonly descriptorOnly: boolean;
  /** Answer what would be done, and do nothing. */
  readonly dryRun: boolean;
}

export interface AddModuleCollaborators {
  readonly cwd: string;
  readonly home: string | undefined;
  /** Undefined where nobody can be asked. */
  readonly prompts: Prompts | undefined;
  readonly signal: AbortSignal;
}

export interface AddModuleResult {
  /** Absolute. */
  readonly folder: string;
  readonly descriptor: string;
  readonly type: ModuleType;
  readonly product: Product;
  readonly plan: ModulePlan;
  readonly files: readonly FileChange[];
  /** What the linter says of the descriptor, now that the module is in it. */
  readonly findings: readonly Diagnostic[];
  readonly isDryRun: boolean;
  /** What to do next, the commands among it to be run in the folder of the project. */
  readonly nextSteps: readonly string[];
}

/**
 * Adds a module to the project around `cwd`: all of it is written, or nothing.
 * @throws UsageError when it is refused
 * @throws EnvironmentError when the files cannot be read or written
 */
export async function addModule(
  options: AddModuleOptions,
  collaborators: AddModuleCollaborators,
): Promise<AddModuleResult> {
  const asked = options.type === undefined ? undefined : parseModuleOption(options.type, 'type');
  if (asked !== undefined) refuseContradictions(options, asked);
  const target = await findTarget({
    ...collaborators,
    descriptor: options.descriptor,
    product: options.product ?? asked?.product,
    type: asked?.type,
    event: options.event ?? asked?.event,
    isAlone: options.descriptorOnly,
  });
  const type = asked?.type ?? (await askType(target.product, collaborators.prompts));
  const layout = await layoutOf(target, options);
  const before = await readFiles(target, layout);
  const request = toRequest(type, options, asked, target);
  const plan = await planOnDisk(target.origin.folder, before, withName(layout, before, target), request);
  const files = changesOf(plan, before);
  if (collaborators.signal.aborted) throw new CancelledError();
  if (!options.dryRun) await write(target, plan, collaborators.signal);
  const descriptor = files.find((file) => file.path === target.descriptor)?.after ?? '';
  const { diagnostics } = await lintDescriptor(descriptor, { product: target.product });
  return {
    folder: target.origin.folder,
    descriptor: target.descriptor,
    type,
    product: target.product,
    plan,
    files,
    // Of deprecated types, the warnings of the plan tell already.
    findings: diagnostics.filter(
      ({ severity, ruleId }) => severity !== 'info' && ruleId !== 'modules/deprecated',
    ),
    isDryRun: options.dryRun,
    nextSteps: await nextSteps(target.origin.folder, plan, files),
  };
}

/** What is said in one word and by a flag must be the same. */
function refuseContradictions(options: AddModuleOptions, asked: ModuleOption): void {
  for (const part of ['product', 'key', 'event'] as const) {
    const [flag, word] = [options[part], asked[part]];
    if (flag === undefined || word === undefined || flag === word) continue;
    throw new UsageError('contradiction', `"${options.type}" says ${word}, and --${part} says ${flag}.`, {
      where: `--${part}`,
      nextSteps: ['Leave one of them out.'],
    });
  }
}

function toRequest(
  type: ModuleType,
  { key, name, event, location }: AddModuleOptions,
  asked: ModuleOption | undefined,
  { product }: AddTarget,
): ModuleRequest {
  return { type, product, key: key ?? asked?.key, name, event: event ?? asked?.event, location };
}

async function askType(product: Product, prompts: Prompts | undefined): Promise<ModuleType> {
  if (prompts === undefined) {
    throw new UsageError('missing-module-type', 'The type of the module is missing.', {
      nextSteps: [
        'Name it: connect-kit add module generalPages',
        'See what there is: connect-kit add module --list',
      ],
    });
  }
  const modules = await listModules(product);
  const choices = modules.map(({ type, title }) => ({ value: type, label: `${type}  ${title}` }));
  const initial = choices.find(({ value }) => value === 'generalPages')?.value ?? 'generalPages';
  return prompts.select<ModuleType>({ message: 'Type of the module', initial, choices });
}

async function layoutOf(
  { origin: { template }, descriptor }: AddTarget,
  { descriptorOnly }: AddModuleOptions,
): Promise<ProjectLayout> {
  const alone = { descriptor, moduleIndex: undefined, recipes: undefined, addonName: '' };
  if (descriptorOnly) return alone;
  if (template === undefined || !isTemplateName(template)) throw withoutTemplate(template);
  const { manifest, readRecipes } = await loadBundledTemplate(template);
  return { ...alone, moduleIndex: manifest?.moduleIndex, recipes: await readRecipes() };
}

function withoutTemplate(template: string | undefined): UsageError {
  const problem =
    template === undefined
      ? 'Nothing says which template this project was made from, so its routes are not known.'
      : `This project was made from "${template}", and connect-kit knows the routes of its own templates only.`;
  return new UsageError('unknown-template', problem, {
    where: 'connect-kit.config.json: scaffold.template',
    nextSteps: [
      'To add the entry of the descriptor alone, and write the route yourself: --descriptor-only',
      `If it is like one of ${templateNames().join(', ')}, say so: "scaffold": { "template": "${templateNames()[0] ?? ''}" }`,
    ],
  });
}

async function readFiles(
  { origin: { folder, product }, descriptor }: AddTarget,
  { moduleIndex }: ProjectLayout,
): Promise<ProjectFiles> {
  const needed = [descriptor, ...(moduleIndex === undefined ? [] : [moduleIndex])];
  const files = new Map<string, Uint8Array>();
  for (const file of needed) files.set(file, await readProjectFile(folder, file));
  const others =
    product === undefined ? [] : PRODUCT_FACTS[product].hosts.map((host) => descriptorFile(product, host));
  for (const file of [...others, ...(moduleIndex === undefined ? [] : FORMATTER_FILES)]) {
    if (files.has(file)) continue;
    const content = await readIfThere(folder, file);
    if (content !== undefined) files.set(file, content);
  }
  return files;
}

/** People call the add-on what its descriptor does; where that is a placeholder, what its folder does. */
function withName(
  layout: ProjectLayout,
  files: ProjectFiles,
  { origin, descriptor }: AddTarget,
): ProjectLayout {
  const document = readDescriptorText(files.get(descriptor) ?? new Uint8Array(), descriptor);
  const name = isClosed(document) ? undefined : document.value['name'];
  const isFinal = typeof name === 'string' && name.trim() !== '' && !/\{\{|\$\{|<%/.test(name);
  return { ...layout, addonName: isFinal ? name : titleFor(path.basename(origin.folder)) };
}

/** The plan; files of routes that are on the disk already make it choose other names. */
async function planOnDisk(
  folder: string,
  before: ProjectFiles,
  layout: ProjectLayout,
  request: ModuleRequest,
): Promise<ModulePlan> {
  const files = new Map(before);
  for (;;) {
    const plan = planModule(files, layout, request);
    const added = [...plan.changed.keys()].filter((file) => !files.has(file));
    const existing = await findOverwritten(folder, added);
    if (existing.length === 0) return plan;
    for (const file of existing) files.set(file, new Uint8Array());
  }
}

function changesOf({ changed }: ModulePlan, before: ProjectFiles): readonly FileChange[] {
  const decode = (content: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  return [...changed].map(([file, content]) => {
    const old = before.get(file);
    return { path: file, before: old === undefined ? undefined : decode(old), after: decode(content) };
  });
}

async function write(
  { origin: { folder } }: AddTarget,
  { changed }: ModulePlan,
  signal: AbortSignal,
): Promise<void> {
  const files = [...changed].map(([file, content]) => ({ path: file, content }));
  await writeProject(folder, files, signal);
}
