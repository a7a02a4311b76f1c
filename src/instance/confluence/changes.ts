import type { Announce as AnnounceEvent, Changes as ChangesWith } from '../store/changes.ts';
import type { ConfluenceEvent } from './events.ts';

export type Announce = AnnounceEvent<ConfluenceEvent>;
export type Changes = ChangesWith<ConfluenceEvent>;
