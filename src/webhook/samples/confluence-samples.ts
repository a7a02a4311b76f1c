import type { JsonObject } from '../../core/json.ts';
import { at, type SampleWorld } from './world.ts';

/** What a body has besides who did it and when; the body itself for what does not have the common form. */
type ConfluenceSample = (world: SampleWorld) => JsonObject;

const attachmentEvent: ConfluenceSample = ({ page, contentAttachment }) => ({
  attachedTo: page,
  attachments: [contentAttachment],
});
const blogEvent: ConfluenceSample = ({ blog }) => ({ blog });
const commentEvent: ConfluenceSample = ({ contentComment }) => ({ comment: contentComment });
const pageEvent: ConfluenceSample = ({ page }) => ({ page });
const spaceEvent: ConfluenceSample = ({ space }) => ({ space });
const labelEvent: ConfluenceSample = ({ label, page }) => ({
  label,
  labeled: { labels: [{ name: label['name'] }], ...page },
});
const idsOf = (id: string): JsonObject => ({ idAsString: id, id });
const groupEvent: ConfluenceSample = () => ({
  group: { id: '1f2e3d4c-0000-4000-8000-000000000001', name: 'sample-group' },
  groupName: 'sample-group',
});
const userEvent: ConfluenceSample = ({ person, baseUrl }) => {
  const accountId = at(person, 'accountId') ?? null;
  return {
    userProfile: {
      accountId,
      title: at(person, 'displayName') ?? null,
      self: `${baseUrl}/people/${String(accountId)}`,
    },
  };
};
const relationEvent: ConfluenceSample = ({ person, page }) => ({
  relation: {
    name: 'favourite',
    source: { type: 'user', key: at(person, 'accountId') ?? null },
    target: { type: 'content', key: at(page, 'id') ?? null },
  },
});
const lifecycleEvent =
  (eventType: string): ConfluenceSample =>
  ({ installation }) => ({ ...installation, eventType });
const nothingMore: ConfluenceSample = () => ({});

/** The body is the content itself, as version 1 of the REST API answers it. */
export const OF_ANOTHER_FORM: ReadonlySet<string> = new Set([
  'content_created',
  'content_restored',
  'content_trashed',
  'content_updated',
  'content_removed',
]);
const contentEvent =
  (more: JsonObject = {}): ConfluenceSample =>
  ({ customContent }) => ({ ...customContent, ...more });

/**
 * A body for each of Confluence's events. Where neither documentation nor a recorded delivery is known (the catalogue
 * marks its payload as unsure), it has what the event's name is about, or nothing.
 */
export const CONFLUENCE_SAMPLES: Readonly<Record<string, ConfluenceSample>> = {
  attachment_created: attachmentEvent,
  attachment_removed: attachmentEvent,
  attachment_restored: attachmentEvent,
  attachment_trashed: attachmentEvent,
  attachment_updated: attachmentEvent,
  attachment_viewed: attachmentEvent,
  attachment_archived: attachmentEvent,
  attachment_unarchived: attachmentEvent,
  blog_created: blogEvent,
  blog_removed: blogEvent,
  blog_restored: blogEvent,
  blog_trashed: blogEvent,
  blog_updated: blogEvent,
  blog_viewed: blogEvent,
  blog_moved: blogEvent,
  blueprint_page_created: ({ page, person }) => ({
    page,
    blueprint: { name: 'A sample blueprint', self: '', creatorAccountId: at(person, 'accountId') ?? null },
    blueprintContext: {},
    creator: { accountId: at(person, 'accountId') ?? null },
  }),
  comment_created: commentEvent,
  comment_removed: commentEvent,
  comment_updated: commentEvent,
  content_created: contentEvent(),
  content_restored: contentEvent(),
  content_trashed: contentEvent({ status: 'trashed' }),
  content_updated: contentEvent(),
  content_removed: contentEvent({ status: 'deleted' }),
  content_permissions_updated: ({ page }) => ({ content: page }),
  group_created: groupEvent,
  group_removed: groupEvent,
  label_added: labelEvent,
  label_created: labelEvent,
  label_deleted: labelEvent,
  label_removed: labelEvent,
  login: nothingMore,
  login_failed: nothingMore,
  logout: nothingMore,
  page_children_reordered: pageEvent,
  page_created: ({ page }) => ({ updateTrigger: 'edit_page', page }),
  page_moved: ({ page, space }) => {
    const home = { ...page, ...idsOf(String(at(space, 'homePage', 'id') ?? 98304)), title: 'Home' };
    return { page, oldParent: home, newParent: home };
  },
  page_removed: pageEvent,
  page_restored: pageEvent,
  page_trashed: pageEvent,
  page_updated: ({ page }) => ({ updateTrigger: 'edit_page', suppressNotifications: false, page }),
  page_viewed: pageEvent,
  page_archived: pageEvent,
  page_unarchived: pageEvent,
  page_copied: pageEvent,
  page_initialized: pageEvent,
  page_started: pageEvent,
  page_snapshotted: pageEvent,
  page_published: pageEvent,
  relation_created: relationEvent,
  relation_deleted: relationEvent,
  search_performed: () => ({ query: 'sample', results: 1 }),
  space_created: spaceEvent,
  space_logo_updated: spaceEvent,
  space_permissions_updated: spaceEvent,
  space_removed: spaceEvent,
  space_updated: spaceEvent,
  space_trashed: spaceEvent,
  theme_enabled: nothingMore,
  user_created: userEvent,
  user_deactivated: userEvent,
  user_followed: userEvent,
  user_reactivated: userEvent,
  user_removed: userEvent,
  app_policy_changed: nothingMore,
  app_access_to_objects_blocked: nothingMore,
  app_access_to_objects_in_container_blocked: nothingMore,
  plugin_enabled: nothingMore,
  connect_addon_enabled: lifecycleEvent('enabled'),
  connect_addon_disabled: lifecycleEvent('disabled'),
};
