import { ApiProblem } from '#web/lib/api-problem.ts'
import { keepPaper, keptOf, letGo } from '#web/lib/kept.ts'
import { houseAddresses, toKeep } from './kept-addresses.ts'

/**
 * Brings what is kept of the person up to date, and lets go what is somebody else's or no longer theirs to see. What
 * cannot be fetched now stays as it was kept.
 */
export async function tendKept(ownerId: string): Promise<void> {
  for (const { id } of await keptOf(ownerId)) {
    try {
      await keepPaper(ownerId, houseAddresses, await toKeep(id))
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.code === 'offline') return
      if (error.code === 'paper_not_found') await letGo(id)
    }
  }
}
