/** How long a library that was taken away can be brought back. */
export const keptDeletedMs = 30 * 24 * 3_600_000
