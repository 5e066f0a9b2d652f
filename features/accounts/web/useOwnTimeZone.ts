import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '#web/lib/call.ts'
import { type Me, savePreferences } from '../contract.ts'
import { meQuery } from './me-query.ts'

/** The zone this browser lives in, by its name in the IANA database. */
export const browsersTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Until a person has chosen where their days turn, it is where they first came from. */
export function useOwnTimeZone({ preferences }: Me): void {
  const client = useQueryClient()
  const isUnknown = preferences.timeZone === null
  useEffect(() => {
    if (!isUnknown) return
    call(savePreferences, { body: { timeZone: browsersTimeZone() } }).then(
      (saved) =>
        client.setQueryData(meQuery.queryKey, (me) =>
          me === undefined ? me : { ...me, preferences: saved },
        ),
      // It is asked for again with the next page that is opened.
      () => undefined,
    )
  }, [isUnknown, client])
}
