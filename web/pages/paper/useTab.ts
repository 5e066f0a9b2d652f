import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Which part of the page is open: in the address, so that it can be sent to somebody. */
export function useTab(): { readonly tab: string | undefined; readonly showTab: (tab: string) => void } {
  const { tab } = useSearch({ from: '/frame/papers/$paperId' })
  const navigate = useNavigate({ from: '/papers/$paperId' })
  const showTab = useCallback(
    (next: string) => void navigate({ search: (before) => ({ ...before, tab: next }), replace: true }),
    [navigate],
  )
  return { tab, showTab }
}
