import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type Received = { readonly from: string; readonly to: readonly string[]; readonly source: string }

/** A real SMTP server on the loopback; `answer` makes it refuse a letter with this code. */
export async function startMailServer() {
  const letters: Received[] = []
  let answer: number | undefined
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      void text(stream).then((source) => {
        if (answer !== undefined) return done(Object.assign(new Error('not now'), { responseCode: answer }))
        const { mailFrom, rcptTo } = session.envelope
        letters.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source,
        })
        done()
      })
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    refuseWith(code: number | undefined) {
      answer = code
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

/** The text of each part of a letter, decoded. */
export function partsOf({ source }: Received): string[] {
  return source.split(/\r\n--[^\r\n]+(?:\r\n|$)/).map((part) => {
    const [head = '', ...body] = part.split('\r\n\r\n')
    const coded = body.join('\r\n\r\n')
    if (/base64/i.test(head)) return Buffer.from(coded, 'base64').toString()
    if (!/quoted-printable/i.test(head)) return coded
    const bytes = coded
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    return Buffer.from(bytes, 'latin1').toString()
  })
}
