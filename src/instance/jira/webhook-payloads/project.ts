import type { Payload } from '../../webhooks/message.ts';
import type { ProjectEvent } from '../events/project-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { personOf, projectJson } from '../json.ts';

/** What the body of a project's webhook has beside its name and time. Ids are numbers here, as deliveries of Jira have it. */
export function projectPayload({ project }: ProjectEvent, json: IssueJsonContext): Payload {
  const { self, id, key, name, avatarUrls } = projectJson(project, json);
  const category = json.store.categories.find(project.categoryId ?? '');
  const isLeads = project.assigneeType === 'PROJECT_LEAD';
  return {
    project: {
      self,
      id: Number(id),
      key,
      name,
      avatarUrls,
      ...(category === undefined
        ? {}
        : {
            projectCategory: {
              self: `${json.baseUrl}/rest/api/2/projectCategory/${category.id}`,
              id: Number(category.id),
              name: category.name,
              description: category.description,
            },
          }),
      projectLead: personOf(project.leadAccountId, json),
      assigneeType: isLeads ? 'admin.assignee.type.project.lead' : 'admin.assignee.type.unassigned',
    },
  };
}
