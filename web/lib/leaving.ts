import type { QueryClient } from '@tanstack/react-query'

/** Of the mutation that signs out. */
export const leavingKey = ['leaving']

/** Whether the person is just signing out: whatever is asked for now is refused. */
export function isLeaving(client: QueryClient): boolean {
  return client.isMutating({ mutationKey: leavingKey }) > 0
}
