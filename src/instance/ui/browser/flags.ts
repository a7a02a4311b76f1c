/** Shows a problem at the corner of the page until somebody closes it. */
export function showFailure(title: string, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  AJS.flag({ type: 'error', title: escapeHtml(title), body: escapeHtml(message), close: 'manual' });
}

export function showWarning(title: string, message: string): void {
  AJS.flag({ type: 'warning', title: escapeHtml(title), body: escapeHtml(message), close: 'auto' });
}

function escapeHtml(text: string): string {
  const element = document.createElement('span');
  element.textContent = text;
  return element.innerHTML;
}
