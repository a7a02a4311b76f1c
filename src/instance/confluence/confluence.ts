import type { Group } from '../people/groups.ts';
import type { Person } from '../people/people.ts';
import { Changes } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { Attachments } from './attachments.ts';
import type { Announce } from './changes.ts';
import { ContentReader } from './content-reader.ts';
import { ContentStates } from './content-states.ts';
import { ContentWriter } from './content-writer.ts';
import { Copies } from './copies.ts';
import type { ConfluenceEvent } from './events.ts';
import { Labels } from './labels.ts';
import { Likes } from './likes.ts';
import { LongTasks, type Schedule } from './long-tasks.ts';
import { PageTree } from './page-tree.ts';
import { Permissions } from './permissions.ts';
import { Properties } from './properties.ts';
import { Relations } from './relations.ts';
import { Restrictions } from './restrictions.ts';
import { Search } from './search.ts';
import { plantConfluence } from './seed.ts';
import { SpacePermissions } from './space-permissions.ts';
import { Spaces } from './spaces.ts';
import { InlineTasks } from './tasks.ts';
import { Templates } from './templates.ts';
import { UserProperties } from './user-properties.ts';
import { Views } from './views.ts';
import { Watches } from './watches.ts';

/** The data of the emulated Confluence. Reading is for a viewer; rights to write are asked of `permissions` first. */
export interface Confluence {
  readonly permissions: Permissions;
  readonly spacePermissions: SpacePermissions;
  readonly spaces: Spaces;
  readonly reader: ContentReader;
  readonly writer: ContentWriter;
  readonly tree: PageTree;
  readonly attachments: Attachments;
  readonly labels: Labels;
  readonly properties: Properties;
  readonly restrictions: Restrictions;
  readonly search: Search;
  readonly watches: Watches;
  readonly tasks: LongTasks;
  readonly inlineTasks: InlineTasks;
  readonly copies: Copies;
  readonly states: ContentStates;
  readonly likes: Likes;
  readonly views: Views;
  readonly templates: Templates;
  readonly relations: Relations;
  readonly userProperties: UserProperties;
  /** Tells of a group of the site. */
  groupChanged(type: 'group_created' | 'group_removed', group: Group, actor: string): void;
  /** Several changes as one: all of them take effect or none, and what they announce is heard afterwards. */
  transaction<T>(work: () => T): T;
  /**
   * Hears of every change after it has been written.
   * @returns a function that ends the subscription
   */
  subscribe(listener: Announce): () => void;
}

export interface ConfluenceDeps {
  readonly database: Database;
  /** Who is on the site when it is new. */
  readonly people: readonly Person[];
  readonly now: () => number;
  /** Runs the steps of long tasks; at once when left out. */
  readonly schedule?: Schedule;
}

/** The Confluence of a site; a new one has something to look at. */
export function openConfluence({
  database,
  people,
  now,
  schedule = (work) => work(),
}: ConfluenceDeps): Confluence {
  const changes = new Changes<ConfluenceEvent>(database);
  const permissions = new Permissions(database);
  const spacePermissions = new SpacePermissions(database, changes, now);
  const tree = new PageTree(database, changes, now);
  const writer = new ContentWriter({ database, changes, now, tree });
  const parts = {
    reader: new ContentReader(database, permissions),
    writer,
    attachments: new Attachments(database, changes, writer),
    labels: new Labels(database, changes, permissions, now),
    properties: new Properties(database, changes, now),
    restrictions: new Restrictions(database, changes, now),
    tasks: new LongTasks({ database, now, schedule }),
  };
  const confluence: Confluence = {
    permissions,
    spacePermissions,
    spaces: new Spaces({ database, changes, permissions, spacePermissions, writer, now }),
    ...parts,
    tree,
    inlineTasks: new InlineTasks(database, permissions, writer),
    copies: new Copies({ ...parts, permissions }),
    states: new ContentStates(database, writer, now),
    likes: new Likes(database),
    views: new Views(database, changes, now),
    templates: new Templates(database),
    relations: new Relations(database, changes, now),
    userProperties: new UserProperties(database, now),
    search: new Search(database, permissions),
    watches: new Watches(database),
    groupChanged: (type, group, actor) =>
      changes.run((announce) => {
        if (type === 'group_removed') spacePermissions.forget(group.id);
        announce({ type, group, actor, at: now() });
      }),
    transaction: (work) => changes.run(work),
    subscribe: (listener) => changes.subscribe(listener),
  };
  const isNew = database.get('SELECT 1 FROM sequence WHERE name = ?', ['confluence']) === undefined;
  if (isNew) plantConfluence(confluence, database, people, now());
  confluence.tasks.resume();
  return confluence;
}
