import { useSyncExternalStore } from 'react'

type Media = { readonly holds: () => boolean; readonly listen: (listener: () => void) => () => void }

/** One for each query: every screen asks the same few, many times while it is drawn. */
const known = new Map<string, Media>()

function mediaOf(query: string): Media {
  const media = known.get(query) ?? newMedia(query)
  known.set(query, media)
  return media
}

function newMedia(query: string): Media {
  const list = matchMedia(query)
  return {
    holds: () => list.matches,
    listen(listener) {
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
  }
}

/** Whether a media query holds; renders again when that changes. */
export function useMedia(query: string): boolean {
  const { listen, holds } = mediaOf(query)
  return useSyncExternalStore(listen, holds)
}

/** Whether there is so little room as on a phone: below the `md` of the style sheet. */
export const useIsPhone = (): boolean => useMedia('(width < 48rem)')

/** Whether two things have room beside each other: from the `lg` of the style sheet on. */
export const useIsWide = (): boolean => useMedia('(width >= 64rem)')
