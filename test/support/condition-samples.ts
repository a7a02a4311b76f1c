/** The pointer of the conditions in {@link panelWith}. */
export const PANEL_CONDITIONS = '/modules/webPanels/0/conditions';

/** A descriptor's part with one web panel that has these conditions. */
export function panelWith(...conditions: readonly unknown[]): { readonly modules: unknown } {
  const location = 'atl.jira.view.issue.right.context';
  const panel = { key: 'panel', name: { value: 'Panel' }, url: '/panel', location, conditions };
  return { modules: { webPanels: [panel] } };
}

/** The same for a general page. */
export function pageWith(...conditions: readonly unknown[]): { readonly modules: unknown } {
  return { modules: { generalPages: [{ key: 'page', name: { value: 'Page' }, url: '/page', conditions }] } };
}
