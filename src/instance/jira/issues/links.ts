import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { Changes } from '../changes.ts';
import type { Issue, IssueLink, LinkType } from '../types.ts';
import { item } from './change-items.ts';
import type { IssueWriter } from './issue-writer.ts';

export interface LinkDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly writer: IssueWriter;
  readonly linkTypes: readonly LinkType[];
}

/** Links between issues. */
export class Links {
  readonly #deps: LinkDeps;

  constructor(deps: LinkDeps) {
    this.#deps = deps;
  }

  /** From and to the issue. */
  list(issueId: string): readonly IssueLink[] {
    const id = Number(issueId);
    return this.#deps.database
      .all(
        'SELECT id, type, source, target FROM jira_issue_link WHERE source = ? OR target = ? ORDER BY id',
        [id, id],
      )
      .map(toLink);
  }

  find(id: string): IssueLink | undefined {
    const row = this.#deps.database.get('SELECT id, type, source, target FROM jira_issue_link WHERE id = ?', [
      Number(id),
    ]);
    return row && toLink(row);
  }

  /** A link that is there already stays as it is. */
  add(type: LinkType, source: Issue, target: Issue, actor: string | null): IssueLink {
    const { changes, database, writer } = this.#deps;
    return changes.run((announce) => {
      const known = database.get(
        'SELECT id, type, source, target FROM jira_issue_link WHERE type = ? AND source = ? AND target = ?',
        [Number(type.id), Number(source.id), Number(target.id)],
      );
      if (known !== undefined) return toLink(known);
      const id = nextId(database, 'issue-link');
      const link: IssueLink = { id: String(id), typeId: type.id, sourceId: source.id, targetId: target.id };
      this.insert(link);
      for (const [issue, other, says] of sidesOf(type, source, target)) {
        writer.record(issue, [item('Link', 'issuelinks', null, null, other.key, says)], actor, undefined);
      }
      announce({ type: 'issuelink_created', link, linkType: type, actor });
      return link;
    });
  }

  /** Writes a link as it is, and tells nobody. */
  insert({ id, typeId, sourceId, targetId }: IssueLink): void {
    this.#deps.database.run('INSERT INTO jira_issue_link (id, type, source, target) VALUES (?, ?, ?, ?)', [
      Number(id),
      Number(typeId),
      Number(sourceId),
      Number(targetId),
    ]);
  }

  delete(link: IssueLink, source: Issue, target: Issue, actor: string | null): void {
    const { changes, database, writer, linkTypes } = this.#deps;
    const type = linkTypes.find(({ id }) => id === link.typeId);
    if (type === undefined) return;
    changes.run((announce) => {
      database.run('DELETE FROM jira_issue_link WHERE id = ?', [Number(link.id)]);
      for (const [issue, other, says] of sidesOf(type, source, target)) {
        writer.record(issue, [item('Link', 'issuelinks', other.key, says, null, null)], actor, undefined);
      }
      announce({ type: 'issuelink_deleted', link, linkType: type, actor });
    });
  }
}

function sidesOf(type: LinkType, source: Issue, target: Issue) {
  return [
    [source, target, `This issue ${type.outward} ${target.key}`],
    [target, source, `This issue ${type.inward} ${source.key}`],
  ] as const;
}

function toLink(row: Row): IssueLink {
  return {
    id: String(row['id']),
    typeId: String(row['type']),
    sourceId: String(row['source']),
    targetId: String(row['target']),
  };
}
