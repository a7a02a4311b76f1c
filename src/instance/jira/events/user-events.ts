import type { Person } from '../../people/people.ts';

/** About somebody, as they were right after the event. */
export interface UserEvent {
  readonly type: 'user_created' | 'user_updated' | 'user_deleted';
  readonly person: Person;
  readonly actor: string | null;
}
