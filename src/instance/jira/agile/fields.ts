import type { CustomField } from '../custom-fields.ts';

/** The custom fields that come with Jira Software, with the ids that sites of the cloud usually have them under. */

const SPRINT = '10020';
const EPIC_LINK = '10014';
const RANK = '10019';
const FLAGGED = '10021';
const EPIC_NAME = '10011';
const EPIC_STATUS = '10012';
const EPIC_COLOR = '10013';
const STORY_POINT_ESTIMATE = '10016';
const STORY_POINTS = '10028';

export const SPRINT_FIELD = Number(SPRINT);
export const RANK_FIELD = Number(RANK);

/** By what they are, as issues have them. */
export const AGILE_FIELD = {
  sprint: `customfield_${SPRINT}`,
  epicLink: `customfield_${EPIC_LINK}`,
  rank: `customfield_${RANK}`,
  flagged: `customfield_${FLAGGED}`,
  epicName: `customfield_${EPIC_NAME}`,
  epicStatus: `customfield_${EPIC_STATUS}`,
  epicColor: `customfield_${EPIC_COLOR}`,
  storyPointEstimate: `customfield_${STORY_POINT_ESTIMATE}`,
  storyPoints: `customfield_${STORY_POINTS}`,
} as const;

export const IMPEDIMENT = { id: '10019', value: 'Impediment' } as const;
export const EPIC_DONE = { id: '10018', value: 'Done' } as const;
export const EPIC_TO_DO = { id: '10016', value: 'To Do' } as const;

const GREENHOPPER = 'com.pyxis.greenhopper.jira';

export const AGILE_FIELDS: readonly CustomField[] = [
  field(EPIC_NAME, 'Epic Name', 'text', `${GREENHOPPER}:gh-epic-label`),
  {
    ...field(EPIC_STATUS, 'Epic Status', 'select', `${GREENHOPPER}:gh-epic-status`),
    options: [EPIC_TO_DO, { id: '10017', value: 'In Progress' }, EPIC_DONE],
  },
  field(EPIC_COLOR, 'Epic Color', 'text', `${GREENHOPPER}:gh-epic-color`),
  field(EPIC_LINK, 'Epic Link', 'epic-link', `${GREENHOPPER}:gh-epic-link`),
  field(STORY_POINT_ESTIMATE, 'Story point estimate', 'number', `${GREENHOPPER}:jsw-story-points`),
  field(RANK, 'Rank', 'rank', `${GREENHOPPER}:gh-lexo-rank`),
  field(SPRINT, 'Sprint', 'sprint', `${GREENHOPPER}:gh-sprint`),
  {
    ...field(
      FLAGGED,
      'Flagged',
      'multiselect',
      'com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes',
    ),
    options: [IMPEDIMENT],
  },
  field(STORY_POINTS, 'Story Points', 'number', 'com.atlassian.jira.plugin.system.customfieldtypes:float'),
];

function field(id: string, name: string, type: CustomField['type'], typeKey: string): CustomField {
  return { id, name, type, typeKey, description: '', options: [] };
}
