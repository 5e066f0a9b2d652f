import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { may } from '#contract/permissions.ts'
import { meQuery } from '#features/accounts/web/me-query.ts'
import { duplicateCountQuery } from '#features/duplicates/web/duplicates-query.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { shellWords } from './words.ts'

/** How many pairs of papers wait for somebody to decide; nothing when none does. */
export function WaitingCount() {
  const words = useWords(shellWords)
  const format = useFormat()
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: count = 0 } = useQuery({ ...duplicateCountQuery, enabled: may(me.role, 'papers:write') })
  if (count === 0) return null
  return (
    <>
      <span className="sr-only">{words.pairsWaiting(count)}</span>
      <span
        aria-hidden
        className="rounded-full bg-tint px-1.5 text-2xs text-accent leading-4 max-xl:absolute max-xl:top-0 max-xl:right-0 max-md:right-1/4 xl:ml-auto"
      >
        {count > 99 ? '99+' : format.number(count)}
      </span>
    </>
  )
}
