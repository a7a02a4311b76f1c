import type { CommandEntry } from './command-module.ts';

/**
 * Every command, in the order of `--help`. A command's file is loaded only when it runs: start-up time is a feature.
 */
export const commands = {
  init: {
    summary: 'create an add-on project from a template',
    load: () => import('./commands/init.ts'),
  },
  add: {
    summary: 'add to an add-on project',
    examples: `Examples:
  connect-kit add module jiraIssueContents    add a panel on issues, with its route and test
  connect-kit add module --list               show the types of modules that can be added
`,
    commands: {
      module: {
        summary: 'add a module: its entry in the descriptor, its route and its test',
        load: () => import('./commands/add-module.ts'),
      },
    },
  },
  dev: {
    summary: 'run an add-on inside the embedded dev instance',
    load: () => import('./commands/dev.ts'),
    commands: {
      exec: {
        summary: 'run a command while an add-on is installed in a dev instance of its own',
        load: () => import('./commands/dev-exec.ts'),
      },
    },
  },
  tunnel: {
    summary: 'give a local add-on a public address, and register it in a site',
    load: () => import('./commands/tunnel.ts'),
  },
  install: {
    summary: 'install an add-on in a site, or in the dev instance',
    load: () => import('./commands/install.ts'),
  },
  uninstall: {
    summary: 'uninstall an add-on',
    load: () => import('./commands/uninstall.ts'),
  },
  installed: {
    summary: 'show which add-ons are installed',
    load: () => import('./commands/installed.ts'),
  },
  site: {
    summary: 'the sites of your own that add-ons are installed in',
    examples: `Examples:
  connect-kit site add acme --url https://acme.atlassian.net --email me@example.com
  connect-kit site test acme
  connect-kit site use acme
`,
    commands: {
      add: { summary: 'keep a site, and an API token for it', load: () => import('./commands/site-add.ts') },
      list: { summary: 'show the sites that you keep', load: () => import('./commands/site-list.ts') },
      show: {
        summary: 'show which site commands work with here, and why',
        load: () => import('./commands/site-show.ts'),
      },
      test: {
        summary: 'find out whether add-ons can be installed in a site',
        load: () => import('./commands/site-test.ts'),
      },
      remove: { summary: 'forget a site and its token', load: () => import('./commands/site-remove.ts') },
      use: { summary: 'choose the site of this project', load: () => import('./commands/site-use.ts') },
    },
  },
  validate: {
    summary: 'check add-on files',
    examples: `Examples:
  connect-kit validate descriptor                     check atlassian-connect.json
  connect-kit validate --print-schema jira            the JSON Schema of descriptors, as one document
`,
    load: () => import('./commands/validate.ts'),
    commands: {
      descriptor: {
        summary: 'check an add-on descriptor (atlassian-connect.json)',
        load: () => import('./commands/validate-descriptor.ts'),
      },
    },
  },
  explain: {
    summary: 'tell what a rule, module, scope, event, condition or location is',
    load: () => import('./commands/explain.ts'),
  },
  instance: {
    summary: 'the embedded Jira and Confluence dev instance',
    commands: {
      start: {
        summary: 'start the dev instance',
        load: () => import('./commands/instance-start.ts'),
      },
      stop: {
        summary: 'stop the running dev instance',
        load: () => import('./commands/instance-stop.ts'),
      },
      status: {
        summary: 'show the running dev instance and its add-ons',
        load: () => import('./commands/instance-status.ts'),
      },
      'rotate-secret': {
        summary: 'give an add-on a new shared secret, as the cloud does now and then',
        load: () => import('./commands/instance-rotate-secret.ts'),
      },
      'rotate-keys': {
        summary: 'sign installs with a new key',
        load: () => import('./commands/instance-rotate-keys.ts'),
      },
      rename: {
        summary: 'move a site to another address, as when it is renamed',
        load: () => import('./commands/instance-rename.ts'),
      },
      'import-site': {
        summary: 'make a site another tenant, as the import of a site does',
        load: () => import('./commands/instance-import-site.ts'),
      },
      licence: {
        summary: 'show or set the licence of an add-on',
        load: () => import('./commands/instance-licence.ts'),
      },
      deliveries: {
        summary: 'show what webhooks were sent to add-ons, and send one again',
        load: () => import('./commands/instance-deliveries.ts'),
      },
      export: {
        summary: 'write the data of a site as a seed',
        load: () => import('./commands/instance-export.ts'),
      },
      import: {
        summary: 'take a seed over into a site',
        load: () => import('./commands/instance-import.ts'),
      },
      reset: {
        summary: 'remove the data of the sites',
        load: () => import('./commands/instance-reset.ts'),
      },
      logs: {
        summary: 'show what passes between a site and its add-ons',
        load: () => import('./commands/instance-logs.ts'),
      },
      fault: {
        summary: 'let things go wrong on purpose',
        examples: `Examples:
  connect-kit instance fault add --match 'GET /rest/api/3/issue/*' --status 429 --retry-after 5
  connect-kit instance fault list
  connect-kit instance fault clear
`,
        commands: {
          add: {
            summary: 'let something go wrong from now on',
            load: () => import('./commands/instance-fault-add.ts'),
          },
          list: {
            summary: 'show what goes wrong on purpose',
            load: () => import('./commands/instance-fault-list.ts'),
          },
          remove: {
            summary: 'end one fault',
            load: () => import('./commands/instance-fault-remove.ts'),
          },
          clear: {
            summary: 'end every fault',
            load: () => import('./commands/instance-fault-clear.ts'),
          },
        },
      },
    },
  },
  jwt: {
    summary: 'sign, decode and verify the tokens of Connect',
    examples: `Examples:
  connect-kit jwt sign --as app --addon-key my-addon --secret-file secret.txt --url https://x.atlassian.net/rest/api/3/myself --curl
  connect-kit jwt verify 'https://app.example.com/page?lic=none&jwt=…' --secret-file secret.txt --explain
  connect-kit jwt decode "$TOKEN"
`,
    commands: {
      sign: { summary: 'sign a token', load: () => import('./commands/jwt-sign.ts') },
      decode: {
        summary: 'show what a token says, unverified',
        load: () => import('./commands/jwt-decode.ts'),
      },
      verify: {
        summary: 'check a token, and its query string hash',
        load: () => import('./commands/jwt-verify.ts'),
      },
      qsh: {
        summary: 'show the canonical request and the query string hash',
        load: () => import('./commands/jwt-qsh.ts'),
      },
      keys: {
        summary: 'RSA keys for tests of install tokens',
        examples: `Examples:
  connect-kit jwt keys generate
  connect-kit jwt keys show keys/private.pem
`,
        commands: {
          generate: {
            summary: 'make an RSA key pair and its kid',
            load: () => import('./commands/jwt-keys-generate.ts'),
          },
          show: {
            summary: 'show the public half of an RSA key, and its kid',
            load: () => import('./commands/jwt-keys-show.ts'),
          },
        },
      },
      secret: {
        summary: 'shared secrets for tests',
        examples: `Examples:
  connect-kit jwt secret generate --out secret.txt
`,
        commands: {
          generate: {
            summary: 'make a shared secret',
            load: () => import('./commands/jwt-secret-generate.ts'),
          },
        },
      },
    },
  },
  webhook: {
    summary: 'list, trigger, record and replay the webhooks of Jira and Confluence',
    examples: `Examples:
  connect-kit webhook list comment
  connect-kit webhook trigger jira:issue_updated --addon my-addon --issue DEMO-1
  connect-kit webhook record --listen 8080 --forward http://localhost:3000
  connect-kit webhook replay recordings --to http://localhost:3000 --secret-file secret.txt
`,
    commands: {
      list: {
        summary: 'show the events that there are',
        load: () => import('./commands/webhook-list.ts'),
      },
      trigger: {
        summary: 'send an event of the products to an add-on, without anything having happened',
        load: () => import('./commands/webhook-trigger.ts'),
      },
      record: {
        summary: 'take deliveries, pass them on, and keep each in a file',
        load: () => import('./commands/webhook-record.ts'),
      },
      replay: {
        summary: 'send recorded deliveries again, signed anew, and check the answers',
        load: () => import('./commands/webhook-replay.ts'),
      },
      verify: {
        summary: 'tell whether deliveries are well signed, and if not, why',
        load: () => import('./commands/webhook-verify.ts'),
      },
      export: {
        summary: 'write deliveries as curl commands, a k6 script or a HAR file',
        load: () => import('./commands/webhook-export.ts'),
      },
      import: {
        summary: 'make recordings from HAR files, captures of ngrok, payloads and logs',
        load: () => import('./commands/webhook-import.ts'),
      },
    },
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
