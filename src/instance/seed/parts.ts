import { CONFLUENCE_PART } from '../confluence/seeding/part.ts';
import { DASHBOARDS_PART } from '../jira/access/dashboards-part.ts';
import { PERMISSION_SCHEMES_PART } from '../jira/access/permission-schemes-part.ts';
import { JIRA_PART } from '../jira/seeding/jira-part.ts';
import { GROUPS_PART } from '../people/groups-part.ts';
import { ADDONS_PART } from './addons-part.ts';
import { PEOPLE_PART } from './people-part.ts';
import type { SeedPart } from './seed-part.ts';

/** Everything that a seed can hold, in the order in which it is taken over: what others refer to comes first. */
export const SEED_PARTS: readonly SeedPart[] = [
  GROUPS_PART,
  PEOPLE_PART,
  ADDONS_PART,
  PERMISSION_SCHEMES_PART,
  JIRA_PART,
  DASHBOARDS_PART,
  CONFLUENCE_PART,
];
