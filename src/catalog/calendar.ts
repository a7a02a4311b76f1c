/**
 * When Connect ends, step by step. Dates are ISO days or months: some sources say no more than the month.
 * Nothing here says what happens on the day itself: no source names a day on which installed add-ons stop.
 */
export interface CalendarDate {
  readonly date: string;
  readonly effect: string;
  readonly sources: readonly string[];
}

/** From this day on, sites take no private add-on by the address of its descriptor any more. */
export const PRIVATE_INSTALLS_END = {
  date: '2026-03-31',
  effect:
    'Marketplace apps cannot be updated through a Connect descriptor, and private Connect apps cannot be installed.',
  sources: [
    'Mail from Atlassian, quoted in https://gitlab.com/gitlab-org/gitlab/-/issues/562004 (2025-08)',
    'https://gitlab.com/gitlab-org/gitlab-jira-forge/-/issues/7',
  ],
} as const satisfies CalendarDate;

/** What has happened already when this was written, or was announced with one date only. */
export const CONNECT_CALENDAR = [
  {
    date: '2025-09-17',
    effect: 'The Marketplace takes new apps that are made with Forge only.',
    sources: [
      'https://developer.atlassian.com/developer-guide/cloud-development-options',
      'Mail from Atlassian, quoted in https://gitlab.com/gitlab-org/gitlab/-/issues/562004 (2025-08)',
    ],
  },
  PRIVATE_INSTALLS_END,
] as const satisfies readonly CalendarDate[];

/**
 * The end of support: two dates, and no page of Atlassian's for Jira and Confluence that could be read settles which.
 * Both are kept, with who says so.
 */
export const END_OF_SUPPORT = [
  {
    date: '2026-12',
    effect: 'Support for Connect ends.',
    sources: [
      'https://community.developer.atlassian.com/t/99720 (RFC-129, 2026-03-19)',
      'https://community.developer.atlassian.com/t/100892 (RFC-136, 2026-05)',
      "The administrators' banner, quoted in https://github.com/atlassian/github-for-jira/issues/2681 (2026-09-09)",
    ],
  },
  {
    date: '2027-01-31',
    effect: 'Support for Connect ends.',
    sources: [
      'Mail from Atlassian about Bitbucket, quoted in https://github.com/getsentry/sentry/issues/123474 (2026-09-02)',
      'Four vendors who moved their apps for Jira and Confluence in 2026, one of them on 2026-10-06',
    ],
  },
] as const satisfies readonly CalendarDate[];

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** An ISO day or month as people write it: `31 March 2026`, `December 2026`. */
export function formatDate(iso: string): string {
  const [year, month, day] = iso.split('-');
  const name = MONTHS[Number(month) - 1] ?? month;
  return `${day === undefined ? '' : `${Number(day)} `}${name} ${year}`;
}
