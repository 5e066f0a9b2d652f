import { z } from 'zod'

const quota = (preset: number, whose: string) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .default(preset)
    .describe(
      `Requests to the API within a minute ${whose}, by all processes together; 0: as many as they like.`,
    )

/** How often somebody may ask. A browser that scrolls through a list of pictures asks some dozen times a second. */
export const rateVariables = {
  SEOGO_RATE_PERSON: quota(6_000, 'of one person, in all their browsers'),
  SEOGO_RATE_TOKEN: quota(1_200, 'with one access token'),
  SEOGO_RATE_NETWORK: quota(1_200, 'from one network (/24, /56) by whoever is not signed in'),
}
