import type { House } from '#platform/house.ts'
import type { FeatureUse } from '../contract.ts'
import { isUseCounted, putUseCounted, readUses } from './use-queries.ts'

const dayMs = 86_400_000

/** How often each part of the house was used, and by how many. */
export async function readFeatureUse(house: House, days: number) {
  const since = new Date(house.clock.now().getTime() - (days - 1) * dayMs).toISOString().slice(0, 10)
  return await house.database.asSystem('read what is used', async (tx) => {
    const items = new Map<string, FeatureUse>()
    for (const { event, day, uses, people } of await readUses(tx, since)) {
      const item = items.get(event) ?? { event, uses: 0, people: 0, days: [] }
      items.set(event, {
        event,
        uses: item.uses + uses,
        people: Math.max(item.people, people),
        days: [...item.days, { day, uses, people }],
      })
    }
    return {
      counted: await isUseCounted(tx),
      items: [...items.values()].toSorted((one, other) => other.uses - one.uses),
    }
  })
}

/** Switches the counting of use; off forgets what was counted. */
export async function saveSettings(house: House, { featureUse }: { featureUse: boolean }): Promise<void> {
  await house.database.asSystem('switch the counting of feature use', (tx) => putUseCounted(tx, featureUse))
}
