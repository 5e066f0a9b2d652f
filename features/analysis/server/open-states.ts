/** Answers that are still to come. */
export const openStates = ['waiting', 'active', 'retrying'] as const

export const isOpen = (state: string): boolean => openStates.some((open) => open === state)
