import { useState } from 'react'
import type { Spot } from './page-layout.ts'

type Trail = { readonly back: readonly Spot[]; readonly forward: readonly Spot[] }

const mostJumps = 50

/** Where one was before each jump, to go back to and forth from. */
export function useJumps(here: () => Spot, goTo: (spot: Spot) => void) {
  const [trail, setTrail] = useState<Trail>({ back: [], forward: [] })
  return {
    canGoBack: trail.back.length > 0,
    canGoForward: trail.forward.length > 0,
    /** Before a jump is made: remembers where one is. */
    leave: () => {
      const from = here()
      setTrail(({ back }) => ({ back: [...back.slice(1 - mostJumps), from], forward: [] }))
    },
    goBack: () => {
      const to = trail.back.at(-1)
      if (to === undefined) return
      setTrail({ back: trail.back.slice(0, -1), forward: [...trail.forward, here()] })
      goTo(to)
    },
    goForward: () => {
      const to = trail.forward.at(-1)
      if (to === undefined) return
      setTrail({ back: [...trail.back, here()], forward: trail.forward.slice(0, -1) })
      goTo(to)
    },
  }
}
