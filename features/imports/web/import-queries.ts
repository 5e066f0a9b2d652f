import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { getImport, listImports } from '../contract.ts'

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
