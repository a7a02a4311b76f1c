import type { ChromeView, ProjectView } from '../views.ts';
import type { SidebarOwner } from './sidebar.ts';

export function projectAsOwner(chrome: ChromeView, project: ProjectView): SidebarOwner {
  return {
    name: project.name,
    description: 'Software project',
    href: `${chrome.contextPath}/projects/${encodeURIComponent(project.key)}`,
    avatarUrl: project.avatarUrl,
  };
}
