import type { PageData } from '../views.ts';

/** What the server says about this page. */
export const page: PageData = readPageData();

function readPageData(): PageData {
  const text = document.getElementById('connect-kit-page')?.textContent;
  const data: unknown = JSON.parse(text ?? 'null');
  if (!isPageData(data)) throw new Error('This page lacks the data of connect-kit.');
  return data;
}

/** The server wrote the data by the same type; this only tells a page of ours from another. */
function isPageData(data: unknown): data is PageData {
  return data !== null && typeof data === 'object' && 'xsrfToken' in data && 'extensions' in data;
}
