import type { HostClient } from 'atlassian-connect-express';

declare global {
  namespace Express {
    interface Request {
      /** What the framework puts there once it has verified a request; before that it is not there. */
      context: {
        readonly http: HostClient;
        readonly clientKey: string;
        readonly hostBaseUrl: string;
        readonly hostScriptUrl: string;
        readonly userAccountId: string | undefined;
        /** Of the token: what the page around a frame is about. */
        readonly context?: {
          readonly jira?: {
            readonly issue?: { readonly key: string };
            readonly project?: { readonly key: string };
          };
          readonly confluence?: {
            readonly content?: { readonly id: string };
            readonly space?: { readonly key: string };
          };
        };
      };
    }
  }
}
