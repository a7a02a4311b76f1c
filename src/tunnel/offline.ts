import { EnvironmentError } from '../core/errors.ts';

export const WITHOUT_NETWORK =
  'Without a network, `connect-kit dev` runs the add-on inside a Jira and Confluence on this machine.';

/** The one message about a missing network, whichever part noticed it. */
export function offline(whom: string, detail: string): EnvironmentError {
  return new EnvironmentError(
    'offline',
    `There is no way to ${whom} from here: ${detail.replace(/\.$/, '')}.`,
    {
      nextSteps: [
        WITHOUT_NETWORK,
        "Behind a company's proxy: HTTPS_PROXY is for what connect-kit asks; ngrok and cloudflared connect by themselves, without it.",
      ],
    },
  );
}
