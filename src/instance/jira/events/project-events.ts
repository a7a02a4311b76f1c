import type { IssueType, Project, Version } from '../types.ts';

/** About a project, as it was right after the event; of a deleted one, as it was last. */
export interface ProjectEvent {
  readonly type:
    | 'project_created'
    | 'project_updated'
    | 'project_deleted'
    | 'project_soft_deleted'
    | 'project_restored_deleted'
    | 'project_archived'
    | 'project_restored_archived';
  readonly project: Project;
  readonly actor: string | null;
}

export interface VersionEvent {
  readonly type:
    | 'version_created'
    | 'version_updated'
    | 'version_released'
    | 'version_unreleased'
    | 'version_moved'
    | 'version_deleted';
  readonly version: Version;
  /** Of one that is deleted because its issues went to another one: that one. */
  readonly mergedTo?: Version;
  readonly project: Project;
  readonly actor: string | null;
}

/** A version that is gone because its issues went to another one; told beside its deletion. */
export interface VersionMergedEvent {
  readonly type: 'version_merged';
  readonly version: Version;
  readonly mergedTo: Version;
  readonly project: Project;
  readonly actor: string | null;
}

export interface IssueTypeEvent {
  readonly type: 'issuetype_created' | 'issuetype_updated' | 'issuetype_deleted';
  readonly issueType: IssueType;
  readonly actor: string | null;
}

/** A feature of the site was switched. */
export interface OptionEvent {
  readonly type: 'option_timetracking_provider_changed';
  readonly property: { readonly key: string; readonly value: string };
  readonly actor: string | null;
}

/** What happens to the things that administrators take care of. */
export type AdminEvent = ProjectEvent | VersionEvent | VersionMergedEvent | IssueTypeEvent | OptionEvent;
