import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listTrash } from '../../contract.ts'

const rowsPerPage = 100

/** The trash, the last paper first. Its key begins with `papers`: what changes papers changes it. */
export const trashQuery = infiniteQueryOptions({
  queryKey: ['papers', 'trash'],
  queryFn: ({ pageParam, signal }) =>
    call(
      listTrash,
      { query: { limit: rowsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) } },
      { signal },
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
})
