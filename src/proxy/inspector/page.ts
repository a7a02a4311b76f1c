import { escapeHtml } from '../escape-html.ts';

export interface InspectorPage {
  /** Must come back with every request that changes something. */
  readonly token: string;
  readonly target: string;
  readonly publicUrl: string | undefined;
}

/** Scripts and styles of the inspector alone; nothing is loaded from elsewhere, and nobody may frame it. */
export const INSPECTOR_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The frame of the inspector; its script fills and follows it. */
export function renderInspectorPage({ token, target, publicUrl }: InspectorPage): string {
  const from = publicUrl === undefined ? 'this machine alone' : publicUrl;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="connect-kit-token" content="${escapeHtml(token)}">
<title>Inspector - connect-kit</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/inspector.css">
<script defer src="/inspector.js"></script>
</head>
<body>
<header>
  <h1>Inspector</h1>
  <p><code>${escapeHtml(from)}</code> → <code>${escapeHtml(target)}</code></p>
  <span id="state" data-state="connecting" role="status">Connecting…</span>
</header>
<div class="tools">
  <input id="filter" type="search" aria-label="Filter" placeholder="Filter by path, kind, status, verdict…">
  <label><input id="failed" type="checkbox"> Failed only</label>
  <button id="clear" type="button">Clear</button>
</div>
<main>
  <section aria-label="Requests">
    <table>
      <thead><tr><th scope="col">Time</th><th scope="col">Kind</th><th scope="col">Request</th><th scope="col">Status</th><th scope="col">Duration</th><th scope="col">Token</th></tr></thead>
      <tbody id="rows"></tbody>
    </table>
    <p id="empty">Nothing has passed yet. Install the app, or open a page with it.</p>
  </section>
  <aside id="detail" aria-label="The chosen request" aria-live="polite" hidden></aside>
</main>
</body>
</html>
`;
}
