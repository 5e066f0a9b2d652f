import { setTimeout as sleep } from 'node:timers/promises'
import type { PartHealth } from '#features/health/contract.ts'
import { reportParts, worstOf } from '#features/health/server/health.ts'
import { ConfigError } from '#platform/config/config.ts'
import type { BareContext } from './bare-command.ts'
import { openCommandHouse } from './command-house.ts'
import { linesOf } from './health-lines.ts'

/** `seogo check`: looks at every part, also when the house cannot be opened at all. Exit code 1 when a part is failing. */
export async function check({ environment, options, terminal }: BareContext): Promise<number> {
  const parts = [node(), ...(await lookAtHouse({ environment, options, terminal }))]
  const state = worstOf(parts)
  for (const part of parts) for (const line of linesOf(part)) terminal.line(line)
  terminal.result({ state, parts })
  return state === 'failing' ? 1 : 0
}

/** Whoever sits at the terminal would rather wait than hear that a busy machine did not answer. */
const patienceMs = 5_000

const plain = {
  since: null,
  latencyMs: null,
  finding: null,
  facts: {},
  said: null,
  isEssential: true,
} as const

async function lookAtHouse(given: Omit<BareContext, 'args'>): Promise<PartHealth[]> {
  let opened: Awaited<ReturnType<typeof openCommandHouse>>
  try {
    opened = await openCommandHouse(given)
  } catch (error) {
    // Whatever keeps the house shut is the finding.
    const said = error instanceof Error ? error.message : String(error)
    const isConfiguration = error instanceof ConfigError
    return [
      {
        ...plain,
        part: isConfiguration ? 'configuration' : 'house',
        state: 'failing',
        finding: isConfiguration ? 'configuration_faulty' : 'house_shut',
        said,
      },
    ]
  }
  const { house } = opened.context
  const facts = { dataFolder: house.config.SEOGO_DATA_DIR }
  try {
    return [
      { ...plain, part: 'configuration', state: 'ok', facts },
      ...(await reportParts(house, { mostMs: patienceMs })),
    ]
  } finally {
    // What hangs must not keep the terminal; the process ends with the command.
    await Promise.race([opened.close(), sleep(5_000, undefined, { ref: false })])
  }
}

function node(): PartHealth {
  const facts = { version: process.versions.node, platform: `${process.platform}-${process.arch}` }
  return { ...plain, part: 'node', state: 'ok', facts }
}
