const mostHalves = 10

/** @returns the half stars (1 to 10) at a place along the row, from 0 at its left to 1 at its right. */
export function ratingAt(share: number): number {
  return Math.min(mostHalves, Math.max(1, Math.ceil(share * mostHalves)))
}

/** @returns the rating after a key press, null for none, or undefined when the key means nothing here. */
export function ratingAfterKey(key: string, halves: number | null): number | null | undefined {
  const now = halves ?? 0
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(mostHalves, now + 1)
    case 'ArrowLeft':
    case 'ArrowDown':
      return now <= 1 ? null : now - 1
    case 'Home':
    case 'Delete':
    case 'Backspace':
    case '0':
      return null
    case 'End':
      return mostHalves
    default:
      return /^[1-5]$/.test(key) ? Number(key) * 2 : undefined
  }
}
