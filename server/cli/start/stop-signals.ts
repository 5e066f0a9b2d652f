// npm passes on the signal which the terminal has sent to everybody already: two at once are one wish.
const sameWishMs = 1_000

/** Settles at the first SIGINT, SIGTERM or SIGHUP; a later second one ends the process at once. */
export function untilAskedToStop(): Promise<NodeJS.Signals> {
  const asked = Promise.withResolvers<NodeJS.Signals>()
  let firstAt: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      firstAt ??= performance.now()
      if (performance.now() - firstAt > sameWishMs) process.exit(1)
      asked.resolve(signal)
    })
  }
  return asked.promise
}
