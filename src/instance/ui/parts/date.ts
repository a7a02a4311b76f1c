import { html, type SafeHtml } from '../html.ts';
import type { ChromeView } from '../views.ts';

/** A moment in the reader's own language and time zone. */
export function renderDate(iso: string, reader: ChromeView['user']): SafeHtml {
  return html`<time datetime="${iso}">${formatDate(iso, reader)}</time>`;
}

/** @returns the text as it came when it is no date */
function formatDate(iso: string, reader: ChromeView['user']): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  try {
    const locale = (reader?.locale ?? 'en_GB').replaceAll('_', '-');
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: reader?.timeZone ?? 'UTC' }).format(date);
  } catch {
    // A person may have a locale or time zone that this runtime does not know.
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(date);
  }
}
