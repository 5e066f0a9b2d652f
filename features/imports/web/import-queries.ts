import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { IdentifierBatchId } from '#contract/ids.ts'
import { getIdentifierBatch, getLookUp } from '#features/sources/contract.ts'
import { call } from '#web/lib/call.ts'
import { type EntryOutcome, getImport, listImportEntries, listImports, previewUndo } from '../contract.ts'

/** The person's last imports, without their entries. */
export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => call(listImports, {}, { signal }),
})

/** One import with what became of its entries. */
export function importQuery(importId: string) {
  return queryOptions({
    queryKey: ['imports', importId],
    queryFn: ({ signal }) => call(getImport, { params: { importId } }, { signal }),
  })
}

/** The entries of an import, all or those of one outcome, page after page. */
export function entriesQuery(importId: string, outcome: EntryOutcome | undefined) {
  return infiniteQueryOptions({
    queryKey: ['imports', importId, 'entries', outcome ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      call(
        listImportEntries,
        { params: { importId }, query: { outcome, limit: 100, cursor: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}

/** What taking an import back would do. */
export function undoPreviewQuery(importId: string) {
  return queryOptions({
    queryKey: ['imports', importId, 'undo'],
    queryFn: ({ signal }) => call(previewUndo, { params: { importId } }, { signal }),
  })
}

/** Whether works can be looked up by their identifiers. */
export const lookUpQuery = queryOptions({
  queryKey: ['account', 'look-up'],
  queryFn: ({ signal }) => call(getLookUp, {}, { signal }),
})

/** What became of identifiers that were asked for together. */
export function batchQuery(batchId: IdentifierBatchId) {
  return queryOptions({
    queryKey: ['identifiers', batchId],
    queryFn: ({ signal }) => call(getIdentifierBatch, { params: { batchId } }, { signal }),
  })
}
