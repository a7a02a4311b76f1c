import {
  type ConnectKitError,
  EnvironmentError,
  messageOf,
  NotFineError,
  UsageError,
} from '../../core/errors.ts';
import { offline } from '../offline.ts';

const AUTHTOKEN_PAGE = 'https://dashboard.ngrok.com/get-started/your-authtoken';
const TOKEN_STEPS = [
  `Copy your authtoken from ${AUTHTOKEN_PAGE} and set NGROK_AUTHTOKEN to it, or run: ngrok config add-authtoken <token>`,
];
/** As with any secret that has not been given, it is for the person to give it. */
const MISSING = 'ngrok-token-missing';
const OTHER_PROVIDER = 'Or take another tunnel: --provider cloudflared needs no account.';

interface Advice {
  readonly code: string;
  readonly message: string;
  readonly nextSteps: readonly string[];
}

/** By ngrok's own error codes, each of which has a page at https://ngrok.com/docs/errors. */
const ADVICE: Readonly<Record<string, Advice>> = {
  ...sameFor(['105', '106', '107', '300'], {
    code: 'ngrok-token-refused',
    message: 'ngrok does not know the authtoken.',
    nextSteps: TOKEN_STEPS,
  }),
  ...sameFor(['4018'], {
    code: MISSING,
    message: 'ngrok wants an account with a verified e-mail address, and its authtoken.',
    nextSteps: [...TOKEN_STEPS, OTHER_PROVIDER],
  }),
  ...sameFor(['108', '324'], {
    code: 'ngrok-session-limit',
    message: 'Your ngrok account runs as many agents or endpoints as it may.',
    nextSteps: [
      'End the other one: https://dashboard.ngrok.com/agents lists them. One that was killed counts for a minute or so.',
      OTHER_PROVIDER,
    ],
  }),
  ...sameFor(['334'], {
    code: 'ngrok-address-taken',
    message: 'The address is online already: another ngrok agent of your account has it.',
    nextSteps: [
      'End the other one: https://dashboard.ngrok.com/endpoints lists them.',
      'Or take another address: --domain <name>.',
    ],
  }),
  ...sameFor(['313', '314', '319', '320'], {
    code: 'ngrok-domain-refused',
    message: 'The domain is not one that your ngrok account may use.',
    nextSteps: [
      'https://dashboard.ngrok.com/domains lists yours; each account has one for free.',
      'Or leave --domain out.',
    ],
  }),
  ...sameFor(['120'], {
    code: 'ngrok-outdated',
    message: 'ngrok no longer takes this version of @ngrok/ngrok.',
    nextSteps: ['Update it: npm install --save-dev @ngrok/ngrok@latest'],
  }),
};

/**
 * What ngrok's SDK throws, as an error with advice.
 * @param secrets what must not be repeated
 */
export function explainNgrokError(error: unknown, secrets: readonly string[] = []): ConnectKitError {
  const text = secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), messageOf(error));
  const number = /ERR_NGROK_(\d+)/.exec(text)?.[1];
  const advice = number !== undefined && Object.hasOwn(ADVICE, number) ? ADVICE[number] : undefined;
  if (number === undefined && /failed to (?:establish tcp connection|connect|dial)|dns|network/i.test(text)) {
    return offline('ngrok', firstLineOf(text));
  }
  const where = number === undefined ? 'ngrok' : `ngrok (ERR_NGROK_${number})`;
  if (advice === undefined) {
    return new EnvironmentError('ngrok-failed', `ngrok could not open the tunnel: ${firstLineOf(text)}`, {
      where,
      nextSteps:
        number === undefined
          ? [OTHER_PROVIDER]
          : [`https://ngrok.com/docs/errors/err_ngrok_${number} says more.`, OTHER_PROVIDER],
    });
  }
  const { code, message, nextSteps } = advice;
  if (code === MISSING) return new UsageError(code, message, { where, nextSteps });
  return new NotFineError(code, message, { where, nextSteps });
}

/** The error for an account that nobody has named. */
export function missingToken(looked: readonly string[]): ConnectKitError {
  return new UsageError(MISSING, 'ngrok needs the authtoken of an account, and there is none.', {
    where: looked.join(', '),
    nextSteps: [...TOKEN_STEPS, OTHER_PROVIDER],
  });
}

function sameFor(numbers: readonly string[], advice: Advice): Record<string, Advice> {
  return Object.fromEntries(numbers.map((number) => [number, advice]));
}

function firstLineOf(text: string): string {
  return text.split(/\r?\n/)[0]?.trim() ?? '';
}
