/** More bytes came than the limit allows. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge'
  readonly maxBytes: number

  constructor(maxBytes: number) {
    super(`the file is larger than ${maxBytes} bytes`)
    this.maxBytes = maxBytes
  }
}

/** The store does not have a file that somebody believes it has: a bug, or a restored backup without its files. */
export class FileMissing extends Error {
  override readonly name = 'FileMissing'
  readonly sha256: string

  constructor(hash: string, options?: ErrorOptions) {
    super(`the file store has no file ${hash}`, options)
    this.sha256 = hash
  }
}
