import { cameBack } from '../../contract.ts'

/**
 * What the issuer sent this page with, read before the router writes the address anew: it takes a code of digits for a number.
 * Undefined where it says no code (the person turned away there).
 */
export const arrival = cameBack.safeParse(
  Object.fromEntries([...new URLSearchParams(location.search)].filter(([name]) => name in cameBack.shape)),
).data
