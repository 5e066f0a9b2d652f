import { z } from 'zod'

/** At least 10 characters: NIST SP 800-63B asks for 8, and length counts more than kinds of characters. */
export const password = z.string().min(10).max(200)

export const email = z.email().max(254)
/** How somebody is called. */
export const personName = z.string().trim().min(1).max(120)
