import { z } from 'zod'
import type { ProtocolReply } from '#platform/http/protocol.ts'
import { json } from './reply.ts'

/** The extension's own name of a saving. */
export const sessionName = z.string().trim().min(1).max(200)

/** A refusal in the words of the protocol. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reply: ProtocolReply

  constructor(status: number, error: string) {
    super(error)
    this.reply = json(status, { error })
  }
}

export const sessionExists = () => new Refusal(409, 'SESSION_EXISTS')
export const sessionNotFound = () => new Refusal(400, 'SESSION_NOT_FOUND')
