import { renderProjectAvatar } from '../avatar.ts';
import type { ChromeView, SpacePageView } from '../views.ts';
import type { SidebarOwner } from './sidebar.ts';

export function spaceAsOwner(chrome: ChromeView, space: SpacePageView['space']): SidebarOwner {
  return {
    name: space.name,
    description: 'Space',
    href: `${chrome.contextPath}/spaces/${encodeURIComponent(space.key)}`,
    avatarUrl: `data:image/svg+xml,${encodeURIComponent(renderProjectAvatar(space.name))}`,
  };
}
