import { useState } from 'react'

const key = 'seogo.open-collections'

function remembered(): string[] {
  try {
    return (localStorage.getItem(key) ?? '').split(',').filter((id) => id !== '')
  } catch {
    // Forbidden: the tree then opens anew with every page.
    return []
  }
}

/**
 * Which collections of the tree are open, as this browser remembers; what leads to the shown one is open unless closed.
 */
export function useOpenCollections(leading: readonly string[]) {
  const [opened, setOpened] = useState(remembered)
  const [closed, setClosed] = useState<readonly string[]>([])
  const setOpen = (id: string, open: boolean) => {
    const next = open ? [...opened.filter((each) => each !== id), id] : opened.filter((each) => each !== id)
    setOpened(next)
    setClosed(open ? closed.filter((each) => each !== id) : [...closed, id])
    try {
      // The last ones are enough: nobody has so many open.
      localStorage.setItem(key, next.slice(-200).join(','))
    } catch {
      // Forbidden or full: open as long as the page.
    }
  }
  const isOpen = (id: string) => opened.includes(id) || (leading.includes(id) && !closed.includes(id))
  return { isOpen, setOpen }
}
