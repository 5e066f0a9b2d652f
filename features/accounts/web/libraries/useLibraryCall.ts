import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallOf, EndpointShape } from '#contract/endpoint.ts'
import { call } from '#web/lib/call.ts'

/** Asks for a change of a library or its people, and has the screens ask anew for both. */
export function useLibraryCall<E extends EndpointShape>(endpoint: E) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (request: CallOf<E>) => call(endpoint, request),
    onSettled: () =>
      Promise.all(
        [['account'], ['papers', 'libraries']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
}
