import { CONFLUENCE_PART } from '../confluence/seeding/part.ts';
import { ADDONS_PART } from './addons-part.ts';
import { PEOPLE_PART } from './people-part.ts';
import type { SeedPart } from './seed-part.ts';

/** Everything that a seed can hold, in the order in which it is taken over: what others refer to comes first. */
export const SEED_PARTS: readonly SeedPart[] = [PEOPLE_PART, ADDONS_PART, CONFLUENCE_PART];
