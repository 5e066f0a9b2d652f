import { useSyncExternalStore } from 'react'

/** What this installation is called, and the hue of its one colour. */
export type Brand = { readonly name: string; readonly hue: number }

export const usualName = 'Seogo'
const usualHue = 263
/** The colours of tokens.css that carry the hue; only that of them changes, so that the contrasts stay. */
const coloured = ['--color-accent', '--color-accent-strong', '--color-on-accent', '--color-tint']

const listeners = new Set<() => void>()
let name = usualName

/** Puts a brand in force: the colours of the page, and the name wherever it stands. */
export function applyBrand(brand: Brand): void {
  const { style } = document.documentElement
  for (const token of coloured) style.removeProperty(token)
  const made = getComputedStyle(document.documentElement)
  if (brand.hue !== usualHue)
    for (const token of coloured) {
      const colour = made.getPropertyValue(token).replaceAll(/ 263\)/g, ` ${brand.hue})`)
      if (colour !== '') style.setProperty(token, colour)
    }
  name = brand.name
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The name of this installation; renders again when it is known, and when it changes. */
export function useBrandName(): string {
  return useSyncExternalStore(subscribe, () => name)
}
