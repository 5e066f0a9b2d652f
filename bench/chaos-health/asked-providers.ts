import { setTimeout as sleep } from 'node:timers/promises'
import type { PaperId } from '#contract/ids.ts'
import { listBreakers, requestAnalysis } from '#features/analysis/contract.ts'
import { chooseStandIn, saveKey } from '#features/vault/contract.ts'
import { startFakeProvider } from '#server/testing/fake-providers.ts'
import type { Visitor } from '#server/testing/run-seogo.ts'

const mostMs = 60_000
const model = 'first-model'

export type AskedProviders = Awaited<ReturnType<typeof startProviders>>

/** Two providers, of which the second stands in for the first. */
export async function startProviders(ann: Visitor, paperId: PaperId) {
  const [first, second] = [await startFakeProvider(), await startFakeProvider()]
  const keyOf = async (label: string, baseUrl: string, named: string) =>
    (
      await ann.call(saveKey, {
        body: { label, provider: 'openai-compatible', baseUrl, model: named },
      })
    ).id
  const keyId = await keyOf('First', first.url, model)
  const standInId = await keyOf('Second', second.url, 'second-model')
  await ann.call(chooseStandIn, { params: { keyId }, body: { standInId } })
  const ask = async () => {
    const body = { choices: [keyId], language: 'en' as const, fresh: true }
    await ann.call(requestAnalysis, { params: { paperId }, body })
  }
  const heardAt: number[] = []
  let askedAgainAt = 0
  return {
    first,
    model,
    /** As many questions as open a breaker. */
    async askSix(): Promise<void> {
      heardAt.length = 0
      for (let count = 0; count < 6; count += 1) {
        const before = second.calls
        const each = second.untilCalled(before + count + 1).then(() => void heardAt.push(Date.now()))
        each.catch(() => undefined)
      }
      for (let count = 0; count < 6; count += 1) await ask()
    },
    /**
     * From the moment the breaker opened: when the second was asked instead, at first and by the last of those that were
     * out; and how long after it was asked for a new question took to get there.
     */
    async failover() {
      const until = Date.now() + mostMs
      let openedAt: number | undefined
      while (openedAt === undefined && Date.now() < until) {
        const { items } = await ann.call(listBreakers, {})
        const breaker = items.find((each) => each.model === model && each.state !== 'closed')
        if (breaker) openedAt = Date.parse(breaker.since)
        else await sleep(50)
      }
      if (openedAt === undefined) return { failover: 'its breaker did not open' }
      while (heardAt.length < 6 && Date.now() < until) await sleep(50)
      const after = heardAt.filter((at) => at >= (openedAt ?? 0)).map((at) => at - (openedAt ?? 0))
      const askedAt = performance.now()
      const arrives = second.untilCalled(second.calls + 1)
      await ask()
      await arrives
      return {
        failover: {
          arrived: heardAt.length,
          beforeItOpened: heardAt.length - after.length,
          firstMs: Math.min(...after),
          lastMs: Math.max(...after),
          newQuestionMs: Math.round(performance.now() - askedAt),
        },
      }
    },
    /** Asks again now and then: a provider is let in again by an answer, and somebody has to ask for one. */
    async askAgain(): Promise<true> {
      if (performance.now() - askedAgainAt > 2_000) {
        askedAgainAt = performance.now()
        await ask()
      }
      return true
    },
    close: async () => void (await Promise.all([first.close(), second.close()])),
  }
}
