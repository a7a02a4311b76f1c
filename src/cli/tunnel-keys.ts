import { openInBrowser } from './open-in-browser.ts';
import type { TunnelView } from './tunnel-view.ts';

export interface TunnelActions {
  quit(): void;
  reinstall(): void;
}

const HELP = `r reinstall the add-on    o open the site    c copy the public address
p pause the lines         q quit             ? this help`;

/** @returns a function that ends it */
export function listenToKeys(view: TunnelView, { quit, reinstall }: TunnelActions): () => void {
  const { cli } = view;
  const actions: Readonly<Record<string, () => void>> = {
    q: quit,
    r: reinstall,
    p: () => view.togglePause(),
    '?': () => cli.note(HELP),
    o: () => {
      const { manageUrl } = view.addresses;
      if (manageUrl === undefined) return;
      openInBrowser(manageUrl, cli.context).catch(() => cli.note(`Open it yourself: ${manageUrl}`));
    },
    c: () => {
      const { url } = view.addresses;
      if (url === undefined) return;
      // OSC 52: the terminal itself puts it into the clipboard, also over ssh.
      view.order(`\u001b]52;c;${Buffer.from(url).toString('base64')}\u0007`);
      cli.note(`${url} is copied, where the terminal allows it.`);
    },
  };
  return (
    cli.context.stdin.onKey?.((key) => {
      if (Object.hasOwn(actions, key)) actions[key]?.();
    }) ?? (() => {})
  );
}
