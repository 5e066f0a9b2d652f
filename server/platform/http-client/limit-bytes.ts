import { Transform } from 'node:stream'

/** The reply is longer than any answer that was asked for. */
export class ReplyTooLong extends Error {
  override readonly name = 'ReplyTooLong'

  constructor() {
    super('the reply is too long')
  }
}

/** Passes bytes on until there are too many; then fails with {@link ReplyTooLong}. */
export function limitBytes(bytesMax: number): Transform {
  let bytes = 0
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.byteLength
      if (bytes > bytesMax) done(new ReplyTooLong())
      else done(null, piece)
    },
  })
}
