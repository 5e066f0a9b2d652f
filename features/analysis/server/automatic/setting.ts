import type { z } from 'zod'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import {
  type AutomaticWanted,
  type automaticAnalysis,
  type ProviderChoice,
  providerChoice,
} from '../../contract.ts'
import { listOwnProviders, requireProviders } from '../request-analysis.ts'
import { countNew, countTaken, findSetting, putSetting } from './automatic-queries.ts'

const papersPerDayDefault = 20

/** The moment a day begins, by which the limit counts: midnight in UTC. */
export function startOfDay(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()))
}

/** Those of the chosen readers that there are: one whose key was removed is asked no more. */
export async function stillThere(tx: UserTx, chosen: readonly string[]): Promise<ProviderChoice[]> {
  const known = new Set((await listOwnProviders(tx)).map(({ choice }) => choice))
  return chosen.map((choice) => providerChoice.parse(choice)).filter((choice) => known.has(choice))
}

/** Whether new papers are analysed by themselves for the asking person, by whom, and how far today's limit is. */
export async function readAutomatic(house: House, tx: UserTx): Promise<z.input<typeof automaticAnalysis>> {
  const user = requireUser(tx)
  const setting = await findSetting(tx)
  const since = setting?.enabled_since ?? null
  return {
    enabled: since !== null,
    choices: await stillThere(tx, setting?.choices ?? ['local']),
    language: setting?.language ?? 'en',
    papersPerDay: setting?.papers_per_day ?? papersPerDayDefault,
    takenToday: await countTaken(tx, startOfDay(house.clock.now())),
    waiting: since === null ? 0 : await countNew(tx, user, since),
  }
}

/**
 * Switches the setting on or off and says who is asked. On, papers count as new that are added from then on.
 * @throws Problem key_not_found | no_providers_chosen
 */
export async function changeAutomatic(house: House, tx: UserTx, wanted: AutomaticWanted) {
  const { enabled, choices, language, papersPerDay } = wanted
  const user = requireUser(tx)
  if (enabled || choices.length > 0) await requireProviders(tx, choices)
  const before = await findSetting(tx)
  const since = before?.enabled_since ?? house.clock.now()
  await putSetting(tx, user, {
    enabled_since: enabled ? since : null,
    choices,
    language,
    papers_per_day: papersPerDay,
  })
  return readAutomatic(house, tx)
}

function requireUser(tx: UserTx) {
  const user = userOf(tx)
  if (!user) throw new Error('a setting is somebody’s')
  return user
}
