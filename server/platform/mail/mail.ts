import { createTransport } from 'nodemailer'
import type { House } from '#platform/house.ts'
import { JobFailure } from '#platform/queue/failure.ts'

export type Letter = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same for the same letter: a repeat has the same Message-ID, which mail servers recognise. */
  readonly id: string
}

const connectMs = 10_000
const silenceMs = 30_000

/** Whether this installation has a mail server. */
export function canMail({ config }: Pick<House, 'config'>): boolean {
  return config.SEOGO_SMTP_URL !== undefined
}

/**
 * Hands a letter to the mail server; resolves when that has taken it on.
 * @throws JobFailure not_configured | refused | unreachable: made for jobs, which know whether to try again
 */
export async function sendMail({ config }: Pick<House, 'config'>, letter: Letter): Promise<void> {
  const url = config.SEOGO_SMTP_URL?.reveal()
  if (url === undefined) throw new JobFailure('not_configured', 'SEOGO_SMTP_URL is not set', { retry: false })
  const from = config.SEOGO_MAIL_FROM
  const transport = createTransport({
    url,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    // A letter is made of texts only: nothing of it is fetched or read from disk.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: letter.to },
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: `<${letter.id}@${domainOf(from)}>`,
      headers: { 'auto-submitted': 'auto-generated' },
    })
  } catch (error) {
    throw failureOf(error)
  } finally {
    transport.close()
  }
}

/** Goes to the mail server and through its door, and sends nothing. @throws what it says, or that it says nothing in time */
export async function greetMailServer({ config }: Pick<House, 'config'>, mostMs: number): Promise<void> {
  const url = config.SEOGO_SMTP_URL?.reveal()
  if (url === undefined) return
  const times = { connectionTimeout: mostMs, greetingTimeout: mostMs, socketTimeout: mostMs }
  const transport = createTransport({ url, ...times })
  try {
    await transport.verify()
  } finally {
    transport.close()
  }
}

function domainOf(from: string): string {
  return /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost'
}

/** A server's 5xx is its last word, 4xx asks to come again (RFC 5321, 4.2.1); anything else is a connection. */
function failureOf(error: unknown): JobFailure {
  const code =
    error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
      ? error.responseCode
      : undefined
  const message = error instanceof Error ? error.message : String(error)
  if (code === undefined) return new JobFailure('unreachable', message, { retry: true, cause: error })
  return new JobFailure('refused', message, { retry: code < 500, cause: error })
}
