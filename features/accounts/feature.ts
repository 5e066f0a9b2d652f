import { type CommandOption, feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { deletePersonJob, sweepJob } from './server/jobs.ts'
import { mailLinkJob, mailResetJob } from './server/mailed/jobs.ts'

const hourMs = 3_600_000

const roleOption: CommandOption = {
  type: 'string',
  default: 'member',
  describe: 'What they may do: admin, member or reader.',
}

export const accounts = feature({
  name: 'accounts',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(sweepJob, async () => (await import('./server/sweep.ts')).sweep),
    handledBy(mailResetJob, async () => (await import('./server/mailed/send.ts')).mailReset),
    handledBy(mailLinkJob, async () => (await import('./server/mailed/send.ts')).mailLink),
    handledBy(deletePersonJob, async () => (await import('./server/leave.ts')).deletePerson),
  ],
  schedules: [keep({ name: 'accounts.sweep', everyMs: hourMs, job: sweepJob, payload: {} })],
  commands: [
    {
      name: 'users create',
      usage: 'seogo users create <e-mail> --name <name> [--role <role>] [--password-stdin]',
      summary: 'Adds a person; without a password they come in by a one-time link.',
      options: {
        name: { type: 'string', describe: 'How they are called.' },
        role: roleOption,
        'password-stdin': { type: 'boolean', describe: 'Read their password from standard input.' },
      },
      load: async () => (await import('./server/commands.ts')).createCommand,
    },
    {
      name: 'users invite',
      usage: 'seogo users invite <e-mail> [--role <role>]',
      summary: 'Makes a link by which somebody joins and chooses their own password.',
      options: { role: roleOption },
      load: async () => (await import('./server/commands.ts')).inviteCommand,
    },
    {
      name: 'users link',
      usage: 'seogo users link <e-mail>',
      summary: 'Makes a link that signs a person in once, without a password.',
      load: async () => (await import('./server/commands.ts')).linkCommand,
    },
    {
      name: 'users list',
      usage: 'seogo users list',
      summary: 'Lists everybody with an account.',
      load: async () => (await import('./server/commands.ts')).listCommand,
    },
    {
      name: 'users role',
      usage: 'seogo users role <e-mail> <role>',
      summary: 'Changes what a person may do: admin, member or reader; their sessions end.',
      load: async () => (await import('./server/people-commands.ts')).roleCommand,
    },
    {
      name: 'users deactivate',
      usage: 'seogo users deactivate <e-mail>',
      summary: 'Lets a person in no more; what is theirs stays.',
      load: async () => (await import('./server/people-commands.ts')).deactivateCommand,
    },
    {
      name: 'users activate',
      usage: 'seogo users activate <e-mail>',
      summary: 'Lets a person in again.',
      load: async () => (await import('./server/people-commands.ts')).activateCommand,
    },
    {
      name: 'users lock',
      usage: 'seogo users lock <e-mail> --reason <text> [--hours <hours>]',
      summary:
        'Locks an account for a time: the person is signed out, and told the reason when they try to come in.',
      options: {
        reason: { type: 'string', describe: 'Why; the person reads it.' },
        hours: { type: 'string', default: '24', describe: 'For how long.' },
      },
      load: async () => (await import('./server/people-commands.ts')).lockCommand,
    },
    {
      name: 'users unlock',
      usage: 'seogo users unlock <e-mail>',
      summary: 'Lifts the lock of an account.',
      load: async () => (await import('./server/people-commands.ts')).unlockCommand,
    },
    {
      name: 'users reset-second-factor',
      usage: 'seogo users reset-second-factor <e-mail>',
      summary: 'Takes a lost second factor away, the owner’s too; they are signed out everywhere.',
      load: async () => (await import('./server/people-commands.ts')).resetFactorCommand,
    },
    {
      name: 'users passkeys',
      usage: 'seogo users passkeys <e-mail>',
      summary: 'Lists the passkeys that open a person’s account.',
      load: async () => (await import('./server/passkey-commands.ts')).listCommand,
    },
    {
      name: 'users remove-passkey',
      usage: 'seogo users remove-passkey <e-mail> <passkey-id>',
      summary: 'Takes a lost passkey away; its person is signed out everywhere.',
      load: async () => (await import('./server/passkey-commands.ts')).removeCommand,
    },
    {
      name: 'users end-sessions',
      usage: 'seogo users end-sessions <e-mail>',
      summary: 'Signs a person out everywhere.',
      load: async () => (await import('./server/people-commands.ts')).endSessionsCommand,
    },
    {
      name: 'tokens list',
      usage: 'seogo tokens list',
      summary: 'Lists the access tokens of a person’s programs.',
      load: async () => (await import('./server/token-commands.ts')).listCommand,
    },
    {
      name: 'tokens create',
      usage: 'seogo tokens create <label> [--scope <scope>] [--days <days>]',
      summary: 'Makes an access token for a program; it is shown once.',
      options: {
        scope: { type: 'string', default: 'read', describe: 'read, write or admin.' },
        days: { type: 'string', default: '90', describe: 'How long it works, 365 at most.' },
      },
      load: async () => (await import('./server/token-commands.ts')).createCommand,
    },
    {
      name: 'tokens revoke',
      usage: 'seogo tokens revoke <token-id>',
      summary: 'Takes an access token back.',
      load: async () => (await import('./server/token-commands.ts')).revokeCommand,
    },
    {
      name: 'libraries list',
      usage: 'seogo libraries list',
      summary: 'Lists the libraries a person is in, and those they may bring back.',
      load: async () => (await import('./server/library-commands.ts')).listCommand,
    },
    {
      name: 'libraries create',
      usage: 'seogo libraries create <name>',
      summary: 'Makes a library that several people can share.',
      load: async () => (await import('./server/library-commands.ts')).createCommand,
    },
    {
      name: 'libraries members',
      usage: 'seogo libraries members <library-id>',
      summary: 'Lists the people of a library the caller is in.',
      load: async () => (await import('./server/library-commands.ts')).membersCommand,
    },
    {
      name: 'libraries add-member',
      usage: 'seogo libraries add-member <library-id> <e-mail> [--membership <membership>]',
      summary: 'Lets a person into a shared library, or changes what they may do there.',
      options: {
        membership: {
          type: 'string',
          default: 'editor',
          describe: 'What they may do there: editor or reader.',
        },
      },
      load: async () => (await import('./server/library-commands.ts')).addMemberCommand,
    },
    {
      name: 'libraries remove-member',
      usage: 'seogo libraries remove-member <library-id> <e-mail>',
      summary: 'Takes a person out of a shared library.',
      load: async () => (await import('./server/library-commands.ts')).removeMemberCommand,
    },
  ],
})
