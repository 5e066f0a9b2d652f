import type { HealthFacts, HealthFinding, HealthPart, HealthState } from '#contract/health.ts'
import type { Undoer } from '#platform/acts/undoers.ts'
import type { FileReferences } from '#platform/files/references.ts'
import type { House } from '#platform/house.ts'
import type { ProtocolRoute } from '#platform/http/protocol.ts'
import type { Route } from '#platform/http/route.ts'
import type { JobEntry } from '#platform/queue/job.ts'
import type { Reaction } from '#platform/queue/relay.ts'
import type { Schedule } from '#platform/queue/schedules.ts'

/** One line of a command's help. */
export type CommandOption = {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly multiple?: boolean
  readonly default?: string | boolean
  readonly describe: string
}

/** What a command is given. `print` writes the human form, or nothing under `--json`. */
export type CommandContext = {
  readonly house: House
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  /** Who the command acts for: the owner, or `--as <e-mail>`. @throws Problem person_not_found */
  readonly caller: () => Promise<import('#contract/ids.ts').UserId>
  /** Runs the house's jobs in this process until `done` resolves, so that a waiting command needs no server. */
  readonly whileWorking: <T>(done: () => Promise<T>) => Promise<T>
  readonly terminal: Terminal
}

export type Terminal = {
  readonly json: boolean
  /** A line for a person; silent under --json. */
  line(text: string): void
  /** The command's result: printed as one JSON document under --json. */
  result(value: unknown): void
  /** A bar on a terminal, silent elsewhere; `undefined` ends it. */
  bar(label: string, percent: number | undefined): void
  /** Asks a question that takes a yes; anything else is a no, and undefined that nobody can be asked. */
  confirm(question: string): Promise<boolean | undefined>
}

export type Command = {
  /** `import`, or two words: `users invite`. */
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly options?: Readonly<Record<string, CommandOption>>
  /** @returns the exit code: 0 done, 1 refused or partly failed. */
  readonly load: () => Promise<(context: CommandContext) => Promise<number>>
}

/** What a look at a part found. */
export type HealthLook = {
  readonly state: HealthState
  readonly facts: HealthFacts
  /** What is wrong, or why the part is off. */
  readonly finding?: HealthFinding
  /** What the part itself said of it, in its own words. */
  readonly said?: string
}

/** How one part is looked at. What throws has failed; what does not answer in time has not answered. */
export type HealthCheck = {
  readonly part: HealthPart
  /** Without it nothing can be served, so that no traffic should come. */
  readonly isEssential?: boolean
  /** A look may take so long; less than a second, in which everything is looked at. */
  readonly mostMs?: number
  /** So long a look is as good as a new one, where looking costs something. */
  readonly freshForMs?: number
  readonly check: (house: House) => Promise<HealthLook>
}

/** A feature's table of contents: all that API, worker and command line need to know of it. Heavy parts are loaded lazily. */
export type Feature = {
  readonly name: string
  readonly routes?: () => Promise<readonly Route[]>
  /** Routes of protocols that others laid down (a browser extension's, say). */
  readonly protocols?: () => Promise<readonly ProtocolRoute[]>
  readonly jobs?: readonly JobEntry[]
  readonly reactions?: readonly Reaction[]
  readonly schedules?: readonly Schedule[]
  readonly commands?: readonly Command[]
  readonly healthChecks?: readonly HealthCheck[]
  /** Rows that name bytes of the file store; what no feature names is swept away. */
  readonly fileReferences?: readonly FileReferences[]
  /** How the kinds of change that are this feature's are taken back; each kind by exactly one. */
  readonly undoers?: readonly Undoer[]
}

/** Declares a feature. */
export function feature(definition: Feature): Feature {
  return definition
}
