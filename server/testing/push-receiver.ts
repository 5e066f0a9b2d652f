import 'reflect-metadata'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'

const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A certificate for 127.0.0.1 that this process, and no other, believes from now on. */
async function believedCertificate() {
  const keys = await crypto.subtle.generateKey(signing, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=127.0.0.1',
    keys,
    signingAlgorithm: signing,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  })
  const cert = certificate.toString('pem')
  setDefaultCACertificates([...getCACertificates('default'), cert])
  return {
    cert,
    key: PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
  }
}

type BrowserKeys = { readonly privateKey: Buffer; readonly auth: Buffer }

/** The browser of the example in RFC 8291, appendix A. */
export const browserOfRfc8291 = {
  privateKey: Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'),
  auth: Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url'),
  subscription: {
    endpoint: 'https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV',
    keys: {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
  },
}

/** Opens what is sealed for a browser, as browsers do. Source: RFC 8291, 3.4, and RFC 8188, 2. */
export function openPush({ privateKey, auth }: BrowserKeys, sealed: Buffer): string {
  const browser = createECDH('prime256v1')
  browser.setPrivateKey(privateKey)
  const salt = sealed.subarray(0, 16)
  const keyEnd = 21 + sealed.readUInt8(20)
  const sender = sealed.subarray(21, keyEnd)
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
  const material = Buffer.from(hkdfSync('sha256', browser.computeSecret(sender), auth, about, 32))
  const derive = (info: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', material, salt, `Content-Encoding: ${info}\0`, bytes))
  const cipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
  cipher.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([cipher.update(sealed.subarray(keyEnd, -16)), cipher.final()])
  // The last record ends with a 2, and then only zeroes.
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
}

/** What a sender says of itself, once its signature was found good. @throws when it is not. Source: RFC 8292, 2 and 3 */
export function claimsOf(authorization: string | undefined): { key: string; claims: unknown } {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization ?? '') ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
    format: 'jwk',
  })
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isGood) throw new Error('the signature of the sender is not good')
  return { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) }
}

type Pushed = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

/** A push service over TLS that answers as it is told, one status after the other, and then 201. */
export async function startPushService() {
  const pushed: Pushed[] = []
  const answers: number[] = []
  const server = createServer(await believedCertificate(), (request, response) => {
    void buffer(request).then((body) => {
      pushed.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(answers.shift() ?? 201).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port')
  const origin = `https://127.0.0.1:${address.port}`
  /** A browser that subscribes at this service. */
  const subscribe = (name: string) => {
    const pair = createECDH('prime256v1')
    const p256dh = pair.generateKeys('base64url')
    const keys = { privateKey: pair.getPrivateKey(), auth: randomBytes(16) }
    const opened = () =>
      pushed.filter(({ path }) => path === `/${name}`).map(({ body }) => JSON.parse(openPush(keys, body)))
    return {
      subscription: {
        endpoint: `${origin}/${name}`,
        keys: { p256dh, auth: keys.auth.toString('base64url') },
      },
      /** What arrived for it, opened. */
      opened,
    }
  }
  return { origin, pushed, answers, subscribe, close: () => server.close() }
}
