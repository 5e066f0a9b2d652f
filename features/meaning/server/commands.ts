import { setTimeout } from 'node:timers/promises'
import type { z } from 'zod'
import { providerKeyId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext, Terminal } from '#platform/feature.ts'
import type { meaningState } from '../contract.ts'
import { chooseSource, controlSource, readMeaning, removeSource } from './source.ts'

type State = z.input<typeof meaningState>

const lookEveryMs = 300

const stateWords: Readonly<Record<State['state'], string>> = {
  off: 'off: choose a source with "seogo embeddings use"',
  building: 'being built',
  ready: 'ready',
  stopped: 'stopped',
  failing: 'failing',
}

const money = (microUsd: number | null) =>
  microUsd === null ? 'at a cost that is not known' : `for about $${(microUsd / 1_000_000).toFixed(4)}`

function show(terminal: Terminal, state: State): void {
  const { source, papers, passages, problem, left, spent } = state
  terminal.line(`Search by meaning: ${stateWords[state.state]}`)
  if (source !== null) {
    terminal.line(
      `Source: ${source.model} of ${source.label ?? 'a provider that was forgotten'}, ${source.readsTexts ? 'records and the text of PDFs' : 'titles and abstracts'}`,
    )
    terminal.line(`Papers: ${papers.done} of ${papers.all}, in ${passages} passages`)
    if (problem !== null) terminal.line(`Last attempt: ${problem.code} at ${problem.at}`)
    if (left.papers > 0)
      terminal.line(`Left: ${left.papers} papers, about ${left.tokens} tokens ${money(left.costMicroUsd)}`)
    terminal.line(`Spent: ${spent.tokens} tokens ${money(spent.costMicroUsd)}`)
  }
  for (const { label, models } of state.offered) terminal.line(`Offered: ${label} (${models.join(', ')})`)
  terminal.result(state)
}

/** `seogo embeddings status`: who makes vectors, and how far that is. */
export async function statusCommand({ house, caller, terminal }: CommandContext): Promise<number> {
  const user = await caller()
  const state = await house.database.asUser(user, (tx) => readMeaning(tx, user))
  show(terminal, state)
  return state.state === 'failing' ? 1 : 0
}

/** `seogo embeddings use <provider> <model>`: chooses who makes them. */
export async function useCommand({
  house,
  args,
  options,
  caller,
  terminal,
}: CommandContext): Promise<number> {
  const [label, model] = args
  if (label === undefined || model === undefined || args.length > 2)
    throw new Problem('bad_request', { where: 'provider and model' })
  const user = await caller()
  const { offered } = await house.database.asUser(user, (tx) => readMeaning(tx, user))
  const found = offered.find((each) => each.label === label || each.keyId === label)
  if (found === undefined) throw new Problem('key_not_found')
  show(
    terminal,
    await chooseSource(house, user, {
      keyId: providerKeyId.parse(found.keyId),
      model,
      readsTexts: options.texts === true,
    }),
  )
  return 0
}

/** `seogo embeddings build`: has what is missing made, and waits for it. */
export async function buildCommand(context: CommandContext): Promise<number> {
  const { house, caller, options, terminal, whileWorking } = context
  const user = await caller()
  const act = options.anew === true ? 'rebuild' : 'start'
  await house.database.asUser(user, (tx) => controlSource(tx, user, { act }))
  const state = await whileWorking(async () => {
    for (;;) {
      const now = await house.database.asUser(user, (tx) => readMeaning(tx, user))
      if (now.state !== 'building') return now
      terminal.bar('Passages', now.papers.all === 0 ? 100 : (now.papers.done / now.papers.all) * 100)
      await setTimeout(lookEveryMs)
    }
  })
  terminal.bar('Passages', undefined)
  show(terminal, state)
  return state.state === 'ready' ? 0 : 1
}

/** `seogo embeddings stop`: makes no more; what there is stays of use. */
export async function stopCommand({ house, caller, terminal }: CommandContext): Promise<number> {
  const user = await caller()
  show(terminal, await house.database.asUser(user, (tx) => controlSource(tx, user, { act: 'stop' })))
  return 0
}

/** `seogo embeddings off`: forgets the source and all vectors. */
export async function offCommand({ house, caller, terminal }: CommandContext): Promise<number> {
  const user = await caller()
  await house.database.asUser(user, (tx) => removeSource(tx, user))
  terminal.line('The search by meaning is off, and its vectors are gone.')
  terminal.result({ state: 'off' })
  return 0
}
