import type { CacheAdvice } from '../contract.ts'
import type { StoredNamespace } from './report.ts'

/** Fewer looks say nothing. */
const enoughLooks = 200
/** Below, keeping costs about what it saves: a look, the memory and what it pushes out. */
const leastHitRate = 0.3
/** One value of this size pushes out some twenty lists. */
const bigBytes = 500_000
/** Of what is made anew, so much was made anew for this reason alone. */
const mostly = 0.5

/** What could be better about a namespace, by what its figures say. */
export function adviceFor(of: StoredNamespace): CacheAdvice[] {
  const hits = of.memoryHits + of.sharedHits
  const looks = hits + of.loads
  const advice: CacheAdvice[] = []
  if (of.entries > 0 && of.bytes / of.entries > bigBytes) advice.push('too_big')
  if (looks < enoughLooks) return advice
  const isRare = hits / looks < leastHitRate
  if (of.expired > of.loads * mostly) advice.push('too_short')
  if (of.evictions > of.loads * mostly) advice.push('crowded_out')
  if (of.changed > of.loads * mostly && isRare) advice.push('changes_often')
  if (isRare && advice.length === 0) advice.push('rarely_of_use')
  return advice
}
