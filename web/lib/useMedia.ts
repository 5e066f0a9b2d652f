import { useSyncExternalStore } from 'react'

/** Whether a media query holds; renders again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

/** Whether there is so little room as on a phone: below the `md` of the style sheet. */
export const useIsPhone = (): boolean => useMedia('(width < 48rem)')

/** Whether two things have room beside each other: from the `lg` of the style sheet on. */
export const useIsWide = (): boolean => useMedia('(width >= 64rem)')
