// Runs in the frame. `AP` is Atlassian's bridge to the page around it; without it the page can still be read.
const bridge = window.AP;
const content = document.getElementById('addon-content');
const notice = document.getElementById('notice');

bridge?.theming?.initializeTheming?.();
// Other frames become as high as what is in them; a page gets the room that there is.
if (document.body.classList.contains('page')) bridge?.sizeToParent?.();
showLocalTimes();
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-refresh]')) void refresh();
});

/** Replaces the content by what the add-on's own server makes of it now; the server escapes what it sends. */
async function refresh() {
  content.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(content.dataset.refreshFrom, {
      headers: { Authorization: `JWT ${await contextToken()}` },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    content.innerHTML = text;
    showLocalTimes();
    announce('');
  } catch (error) {
    announce(`This could not be refreshed. ${error.message}`);
  } finally {
    content.removeAttribute('aria-busy');
    bridge?.resize?.();
  }
}

/** Says which person looks at which issue. It is short-lived: ask for one when it is needed. */
function contextToken() {
  return new Promise((resolve, reject) => {
    if (bridge?.context) bridge.context.getToken(resolve);
    else reject(new Error('The page around this frame does not answer.'));
  });
}

function announce(text) {
  notice.textContent = text;
  notice.hidden = text === '';
}

function showLocalTimes() {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  for (const element of document.querySelectorAll('time')) {
    element.textContent = format.format(new Date(element.dateTime));
  }
}
