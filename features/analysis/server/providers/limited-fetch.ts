export type Fetch = typeof globalThis.fetch

/**
 * A fetch for addresses a user typed in: redirects are handed back as they are, so that a checked address cannot lead to
 * an unchecked one, and a body without end is cut off before it fills the memory.
 */
export function limitFetch(fetchAny: Fetch, bodyBytesMax: number): Fetch {
  return async (input, init) => {
    const response = await fetchAny(input, { ...init, redirect: 'manual' })
    if (response.body === null) return response
    let bytes = 0
    const limited = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          bytes += piece.byteLength
          if (bytes > bodyBytesMax) controller.error(new BodyTooLarge())
          else controller.enqueue(piece)
        },
      }),
    )
    return new Response(limited, { status: response.status, headers: response.headers })
  }
}

/** The reply is longer than any answer that was asked for. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'

  constructor() {
    super('the reply is too long')
  }
}
