import type { Changes as ChangesWith } from '../store/changes.ts';
import type { JiraEvent } from './events.ts';

export type Changes = ChangesWith<JiraEvent>;
