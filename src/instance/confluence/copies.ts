import type { JsonObject } from '../../core/json.ts';
import type { Attachments } from './attachments.ts';
import type { ContentReader } from './content-reader.ts';
import type { ContentWriter } from './content-writer.ts';
import { Fault } from './fault.ts';
import type { Labels } from './labels.ts';
import type { LongTask, LongTasks, TaskStep } from './long-tasks.ts';
import type { Permissions, Viewer } from './permissions.ts';
import type { Properties } from './properties.ts';
import type { Restrictions } from './restrictions.ts';
import { type Content, TREE_TYPES } from './types.ts';

/** What of a page is copied beside its title and body. */
export interface CopyOptions {
  readonly attachments: boolean;
  readonly permissions: boolean;
  readonly properties: boolean;
  readonly labels: boolean;
  readonly customContents: boolean;
}

/** What becomes of titles, which are each page's own in a space. */
export interface TitleOptions {
  readonly prefix: string;
  readonly search: string;
  readonly replace: string;
}

export interface CopyDeps {
  readonly reader: ContentReader;
  readonly writer: ContentWriter;
  readonly attachments: Attachments;
  readonly labels: Labels;
  readonly properties: Properties;
  readonly restrictions: Restrictions;
  readonly permissions: Permissions;
  readonly tasks: LongTasks;
}

const COPY_TREE = 'copy.page.tree';
const DELETE_TREE = 'delete.page.tree';
const MAX_PAGES = 2_000;

/** Copies of pages, one by one or with everything below; and whole trees into the trash. */
export class Copies {
  readonly #deps: CopyDeps;

  constructor(deps: CopyDeps) {
    this.#deps = deps;
    deps.tasks.define(COPY_TREE, this.#copyNext);
    deps.tasks.define(DELETE_TREE, this.#deleteNext);
  }

  /** A new page. @throws {Fault} where the title is taken */
  copy(
    source: Content,
    place: { readonly spaceId: number; readonly parentId: number | null; readonly title: string },
    options: CopyOptions,
    actor: string,
    body?: string,
  ): Content {
    const { writer, reader } = this.#deps;
    const made = writer.create({ type: source.type, body: body ?? reader.body(source), ...place }, actor);
    this.addTo(made, source, options, actor);
    return made;
  }

  /** What of a page is wanted, at another one that is there. */
  addTo(target: Content, source: Content, options: CopyOptions, actor: string): void {
    const { labels, properties, restrictions } = this.#deps;
    const owner = { type: 'content', id: source.id } as const;
    if (options.labels) labels.add(target, labels.of(owner), actor);
    if (options.properties) {
      for (const { key, value } of properties.of(owner)) {
        if (properties.find({ type: 'content', id: target.id }, key) === undefined)
          properties.create({ type: 'content', id: target.id }, { key, value }, actor);
      }
    }
    if (options.permissions) {
      const wanted = restrictions.of(source);
      if (wanted.length > 0) restrictions.replace(target, wanted, actor);
    }
    if (options.attachments) this.#copyFiles(source, target, actor);
    if (options.customContents) this.#copyCustom(source, target, actor);
  }

  /** @throws {Fault} where the title of the first page is taken, or there are too many pages */
  copyTree(
    viewer: Viewer,
    source: Content,
    destination: Content,
    titles: TitleOptions,
    options: CopyOptions,
  ): LongTask {
    const pages = this.#tree(viewer, source);
    const title = titleOf(source.title, titles);
    if (this.#isTaken(destination.spaceId, title)) {
      throw new Fault('invalid', `A page with the title ${title} already exists in the space.`);
    }
    return this.#deps.tasks.start(viewer.accountId, COPY_TREE, pages.length, {
      pages: pages.map(({ id }) => id),
      destination: destination.id,
      copies: {},
      titles: { ...titles },
      options: { ...options },
    });
  }

  /** @throws {Fault} where there are too many pages */
  deleteTree(viewer: Viewer, root: Content): LongTask {
    const { permissions, tasks } = this.#deps;
    // From below, so that nothing is left to move up.
    const pages = this.#tree(viewer, root).toReversed();
    const mayDelete = pages.filter((page) => permissions.mayDelete(viewer, page)).map(({ id }) => id);
    const state = { pages: pages.map(({ id }) => id), mayDelete };
    return tasks.start(viewer.accountId, DELETE_TREE, pages.length, state);
  }

  /** The page and what is below it that somebody sees, from the top. */
  #tree(viewer: Viewer, root: Content): readonly Content[] {
    const below = this.#deps.reader.list(
      viewer,
      { types: TREE_TYPES, statuses: ['current'], below: { id: root.id, depth: undefined } },
      { column: 'position', isDescending: false },
      { limit: MAX_PAGES },
    );
    if (below.length > MAX_PAGES) throw new Fault('invalid', `There are more than ${MAX_PAGES} pages.`);
    const ordered: Content[] = [root];
    for (const page of ordered) ordered.push(...below.filter(({ parentId }) => parentId === page.id));
    return ordered;
  }

  readonly #copyNext: TaskStep = (given, index, account) => {
    const state = readCopyState(given);
    const { reader } = this.#deps;
    const source = this.#find(state.pages[index]);
    const destination = this.#find(state.destination);
    if (source === undefined || destination === undefined) return { state: given };
    const above = source.parentId === null ? undefined : state.copies[String(source.parentId)];
    const wanted = titleOf(source.title, state.titles);
    const title = this.#freeTitle(destination.spaceId, wanted);
    const place = { spaceId: destination.spaceId, parentId: above ?? destination.id, title };
    const made = this.copy(source, place, state.options, account, reader.body(source));
    const messages = title === wanted ? [] : [{ key: 'WARN_RENAME_PAGE', args: [wanted, title] }];
    return { state: { ...given, copies: { ...state.copies, [String(source.id)]: made.id } }, messages };
  };

  readonly #deleteNext: TaskStep = (given, index, account) => {
    const { pages, mayDelete }: { pages: readonly number[]; mayDelete: readonly number[] } = readState(given);
    const page = this.#find(pages[index]);
    if (page?.status !== 'current') return { state: given };
    if (!mayDelete.includes(page.id)) {
      return { state: given, messages: [{ key: 'WARN_IGNORE_DELETE_PAGE', args: [page.title] }] };
    }
    this.#deps.writer.trash(page, account);
    return { state: given };
  };

  #find(id: number | undefined): Content | undefined {
    return id === undefined ? undefined : this.#deps.reader.lookUp(id);
  }

  #isTaken(spaceId: number, title: string): boolean {
    return this.#deps.reader.hasPage(spaceId, title);
  }

  #freeTitle(spaceId: number, title: string): string {
    let free = title;
    for (let count = 2; this.#isTaken(spaceId, free); count += 1) free = `${title} (${count})`;
    return free;
  }

  #copyFiles(source: Content, target: Content, actor: string): void {
    const { attachments, reader } = this.#deps;
    for (const file of reader.attached(source, ['attachment'])) {
      const found = attachments.data(file, file.version.number);
      if (found === undefined || attachments.named(target, file.title) !== undefined) continue;
      const comment = file.detail.file?.comment ?? '';
      attachments.create(target, { name: file.title, ...found, comment, isMinor: false }, actor);
    }
  }

  #copyCustom(source: Content, target: Content, actor: string): void {
    const { writer, reader } = this.#deps;
    for (const one of reader.attached(source)) {
      if (!one.type.startsWith('ac:')) continue;
      const { type, title, detail } = one;
      const place = { spaceId: target.spaceId, containerId: target.id };
      writer.create({ type, title, detail, body: reader.body(one), ...place }, actor);
    }
  }
}

function titleOf(title: string, { prefix, search, replace }: TitleOptions): string {
  return `${prefix}${search === '' ? title : title.replaceAll(search, replace)}`;
}

interface CopyState {
  readonly pages: readonly number[];
  readonly destination: number;
  /** Of each page that was copied, the copy. */
  readonly copies: Readonly<Record<string, number>>;
  readonly titles: TitleOptions;
  readonly options: CopyOptions;
}

function readCopyState(state: JsonObject): CopyState {
  return readState(state);
}

/** The state is ours: it is as the task was begun with. */
function readState<State>(state: JsonObject): State {
  return JSON.parse(JSON.stringify(state));
}
