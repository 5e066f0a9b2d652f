import { storedChoice } from './stored-choice.ts'

export type Theme = 'light' | 'dark' | 'system'

/** Light, dark, or what the system says. `index.html` reads the same key before the first paint. */
export const theme = storedChoice<Theme>({
  key: 'seogo.theme',
  allowed: ['light', 'dark', 'system'],
  whenUnset: () => 'system',
  onChange: show,
})

function show(chosen: Theme) {
  if (typeof document === 'undefined') return
  if (chosen === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}
