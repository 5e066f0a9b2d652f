import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Me } from '../../contract.ts'

/**
 * Drops everything this browser has read when a library goes out of the person's sight: what stands in the cache was shown
 * to somebody who may no longer see it.
 */
export function useForgetLostLibraries({ libraries }: Me): void {
  const client = useQueryClient()
  const before = useRef<readonly string[]>([])
  // The cache is the outside system: it knows nothing of who may see what.
  useEffect(() => {
    const now = libraries.map(({ id }): string => id)
    const lost = before.current.some((id) => !now.includes(id))
    before.current = now
    if (lost) void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'account' })
  }, [client, libraries])
}
