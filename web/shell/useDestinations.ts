import { useQuery } from '@tanstack/react-query'
import { may } from '#contract/permissions.ts'
import { meQuery } from '#features/accounts/web/me-query.ts'
import { type Destination, destinations } from './destinations.ts'

/** The pages of the navigation that the person may enter. */
export function useDestinations(): readonly Destination[] {
  const { data: me } = useQuery(meQuery)
  return destinations.filter(({ needs }) => needs === undefined || (me !== undefined && may(me.role, needs)))
}
