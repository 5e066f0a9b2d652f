import type { Command, Terminal } from '#platform/feature.ts'

/** What a command is given that opens the house itself, or needs none. */
export type BareContext = {
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly environment: NodeJS.ProcessEnv
  readonly terminal: Terminal
}

/** A command of the installation rather than of a feature. */
export type BareCommand = Omit<Command, 'load'> & {
  readonly loadBare: () => Promise<(context: BareContext) => Promise<number>>
}
