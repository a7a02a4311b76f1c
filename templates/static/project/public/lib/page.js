import { element } from './element.js';
import { fitFrame, followTheme } from './product.js';

/**
 * Fills the page, and fills it again when somebody presses an element of class `refresh`.
 * @param {() => Promise<Node | readonly Node[]>} render
 */
export function showPage(render) {
  const main = document.querySelector('main');
  followTheme();
  document.addEventListener('click', (event) => {
    if (event.target.closest('.refresh')) void fill();
  });
  void fill();

  async function fill() {
    main.setAttribute('aria-busy', 'true');
    try {
      main.replaceChildren(...[await render()].flat());
    } catch (error) {
      main.replaceChildren(notice(error.message));
    } finally {
      main.removeAttribute('aria-busy');
      fitFrame();
    }
  }
}

/** @param {string} text */
function notice(text) {
  const again = element('button', { type: 'button', class: 'button refresh' }, 'Try again');
  return element('div', { class: 'notice', role: 'alert' }, element('span', {}, text), again);
}
