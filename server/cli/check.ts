import type { PartHealth } from '#features/health/contract.ts'
import { checkHouse, worstOf } from '#features/health/server/health.ts'
import { ConfigError } from '#platform/config/config.ts'
import type { BareContext } from './bare-command.ts'
import { openCommandHouse } from './command-house.ts'

const marks = { ok: '✓', degraded: '!', down: '✗' } as const

/** `seogo check`: looks at every part, also when the house cannot be opened at all. Exit code 1 when a part is down. */
export async function check({ environment, options, terminal }: BareContext): Promise<number> {
  const parts = [node(), ...(await lookAtHouse({ environment, options, terminal }))]
  const state = worstOf(parts)
  for (const part of parts) terminal.line(lineOf(part))
  terminal.result({ state, parts })
  return state === 'down' ? 1 : 0
}

async function lookAtHouse(given: Omit<BareContext, 'args'>): Promise<PartHealth[]> {
  const startedAt = performance.now()
  let opened: Awaited<ReturnType<typeof openCommandHouse>>
  try {
    opened = await openCommandHouse(given)
  } catch (error) {
    // Whatever keeps the house shut is the finding.
    const message = error instanceof Error ? error.message : String(error)
    const part = error instanceof ConfigError ? 'configuration' : 'house'
    const tookMs = Math.round(performance.now() - startedAt)
    return [{ part, state: 'down', facts: {}, message, tookMs }]
  }
  const tookMs = Math.round(performance.now() - startedAt)
  const configuration: PartHealth = {
    part: 'configuration',
    state: 'ok',
    facts: { dataFolder: opened.context.house.config.SEOGO_DATA_DIR },
    message: null,
    tookMs,
  }
  try {
    return [configuration, ...(await checkHouse(opened.context.house)).parts]
  } finally {
    await opened.close()
  }
}

function node(): PartHealth {
  const facts = { version: process.versions.node, platform: `${process.platform}-${process.arch}` }
  return { part: 'node', state: 'ok', facts, message: null, tookMs: 0 }
}

function lineOf({ part, state, facts, message }: PartHealth): string {
  const told = Object.entries(facts).map(([name, value]) => `${name} ${value}`)
  const text = message ?? told.join(', ')
  return `${marks[state]} ${part.padEnd(14)} ${text}`
}
