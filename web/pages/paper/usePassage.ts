import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { runsQuery } from '#features/analysis/web/analysis-queries.ts'
import { findClaim } from '#features/analysis/web/claims.ts'
import type { PaperDetail } from '#features/papers/contract.ts'

/** Which analysis, claim and page are looked at: all in the address, so that a passage can be sent to somebody. */
export function usePassage(paper: PaperDetail) {
  const search = useSearch({ from: '/frame/papers/$paperId' })
  const navigate = useNavigate({ from: '/papers/$paperId' })
  const [stamp, setStamp] = useState(0)
  const runs = useQuery(runsQuery(paper.id))
  const { claim } = search
  const items = runs.data?.items
  const marks = useMemo(
    () => (claim === undefined ? [] : (findClaim(items ?? [], claim)?.claim.rectangles ?? [])),
    [items, claim],
  )
  const notePage = useCallback(
    (page: number) =>
      void navigate({
        search: (before) => ({ ...before, page: page === 1 ? undefined : page }),
        replace: true,
      }),
    [navigate],
  )
  return {
    claim,
    marks,
    stamp,
    runId: search.run,
    page: search.page ?? 1,
    notePage,
    showClaim: (key: string) => {
      setStamp((before) => before + 1)
      void navigate({ search: (before) => ({ ...before, claim: key }), replace: true })
    },
    showRun: (runId: string | undefined) =>
      void navigate({ search: (before) => ({ ...before, run: runId, claim: undefined }), replace: true }),
  }
}

export type Passage = ReturnType<typeof usePassage>
