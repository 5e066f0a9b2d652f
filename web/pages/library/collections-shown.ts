import { storedChoice } from '#web/lib/stored-choice.ts'

/** Whether the collections stand beside the list, where there is room for them. */
export const collectionsShown = storedChoice<'shown' | 'hidden'>({
  key: 'seogo.collections',
  allowed: ['shown', 'hidden'],
  whenUnset: () => 'shown',
})
