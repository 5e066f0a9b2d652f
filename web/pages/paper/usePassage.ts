import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { runsQuery } from '#features/analysis/web/analysis-queries.ts'
import { findClaim } from '#features/analysis/web/claims.ts'
import type { PaperDetail } from '#features/papers/contract.ts'
import { readableFiles, shownFile } from '#features/papers/web/shown-file.ts'

/** Which analysis, claim and page are looked at: all in the address, so that a passage can be sent to somebody. */
export function usePassage(paper: PaperDetail) {
  const search = useSearch({ from: '/frame/papers/$paperId' })
  const navigate = useNavigate({ from: '/papers/$paperId' })
  const [stamp, setStamp] = useState(0)
  const runs = useQuery(runsQuery(paper.id))
  const { claim } = search
  const items = runs.data?.items
  const pdfs = readableFiles(paper.files)
  const file = shownFile(paper.files, search.file)
  const shownFileId = file?.id
  const marks = useMemo(() => {
    const found = claim === undefined ? undefined : findClaim(items ?? [], claim)?.claim
    // A quote stands in the file that was read, nowhere in another one.
    return found === undefined || (found.fileId ?? shownFileId) !== shownFileId ? [] : found.rectangles
  }, [items, claim, shownFileId])
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
    pdfs,
    file,
    showFile: (fileId: string) =>
      void navigate({
        search: (before) => ({
          ...before,
          file: fileId === pdfs[0]?.id ? undefined : fileId,
          page: undefined,
          claim: undefined,
        }),
        replace: true,
      }),
    marks,
    stamp,
    runId: search.run,
    page: search.page ?? 1,
    notePage,
    showClaim: (key: string) => {
      setStamp((before) => before + 1)
      const read = findClaim(items ?? [], key)?.claim.fileId ?? undefined
      void navigate({
        search: (before) => ({ ...before, claim: key, ...(read === undefined ? {} : { file: read }) }),
        replace: true,
      })
    },
    showRun: (runId: string | undefined) =>
      void navigate({
        search: (before) => ({ ...before, run: runId, claim: undefined }),
        replace: true,
      }),
  }
}

export type Passage = ReturnType<typeof usePassage>
