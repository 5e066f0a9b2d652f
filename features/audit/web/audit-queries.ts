import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { type AuditAct, listAudit, listOwnAudit } from '../contract.ts'

export type AuditSearch = { readonly act?: AuditAct | undefined; readonly q?: string | undefined }

const pageAfter = (cursor: string | null) => (cursor === null ? {} : { cursor })

/** The trail of the whole house, the newest first. */
export function auditQuery(search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: ['audit', 'all', search],
    queryFn: ({ pageParam, signal }) =>
      call(listAudit, { query: { ...search, ...pageAfter(pageParam) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
}

/** What the person did and what was done about them. */
export const ownAuditQuery = infiniteQueryOptions({
  queryKey: ['audit', 'own'],
  queryFn: ({ pageParam, signal }) =>
    call(listOwnAudit, { query: { limit: 10, ...pageAfter(pageParam) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  staleTime: 0,
})
