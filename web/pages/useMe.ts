import { useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '#features/accounts/contract.ts'
import { meQuery } from '#features/accounts/web/me-query.ts'

/** The signed-in person; pages inside the frame always have one. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}
