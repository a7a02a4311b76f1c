import type { Announce as AnnounceEvent, Changes as ChangesWith } from '../store/changes.ts';
import type { JiraEvent } from './events.ts';

export type Announce = AnnounceEvent<JiraEvent>;
export type Changes = ChangesWith<JiraEvent>;
