const MASK = '***'

/**
 * A text that must not leak into logs, errors, JSON or template strings: every way of printing it gives `***`.
 * The value is a true private field, so neither `Object.keys`, `structuredClone` nor a debugger-style dump shows it.
 */
export class Secret {
  readonly #text: string

  private constructor(text: string) {
    this.#text = text
  }

  static of(text: string): Secret {
    return new Secret(text)
  }

  /** The text itself. Call it where the text is used (a header, a cipher), never to pass it on. */
  reveal(): string {
    return this.#text
  }

  toString(): '***' {
    return MASK
  }

  toJSON(): '***' {
    return MASK
  }

  /** What `util.inspect` and therefore `console.log` print. */
  [Symbol.for('nodejs.util.inspect.custom')](): '***' {
    return MASK
  }
}
