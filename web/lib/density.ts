import { storedChoice } from './stored-choice.ts'

export const densities = ['comfortable', 'compact'] as const

/**
 * How closely rows stand. It moves only the tokens `--spacing-row` and `--spacing-section` (`py-row`, `py-section`), so a
 * list follows by using them. `index.html` reads the same key before the first paint.
 */
export const density = storedChoice({
  key: 'seogo.density',
  allowed: densities,
  whenUnset: () => 'comfortable',
  onChange: (chosen) => {
    if (typeof document !== 'undefined') document.documentElement.dataset.density = chosen
  },
})
