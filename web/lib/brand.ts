import { useSyncExternalStore } from 'react'

/** What this installation is called, and the hue of its one colour. */
export type Brand = { readonly name: string; readonly hue: number }

export const usualName = 'Seogo'

const listeners = new Set<() => void>()
let name = brandOfPage()?.name ?? usualName

/** As the server wrote it into the page, so that no other colour and name is seen first; undefined on a development page. */
export function brandOfPage(): Brand | undefined {
  if (typeof document === 'undefined') return undefined
  const { dataset } = document.documentElement
  return dataset.brand === undefined ? undefined : { name: dataset.brand, hue: Number(dataset.hue) }
}

/** Puts a brand in force: the hue that tokens.css mixes its colours with, and the name wherever it stands. */
export function applyBrand(brand: Brand): void {
  document.documentElement.style.setProperty('--brand-hue', String(brand.hue))
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
