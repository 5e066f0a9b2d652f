import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

type Claims = Record<string, unknown>

/** How the next answer of the issuer differs from a right one. */
export type Twist = {
  /** Put over the right claims; undefined takes one away. */
  readonly claims?: Claims
  readonly alg?: 'RS256' | 'none' | 'HS256'
  /** Signs with a key that stands in no key set. */
  readonly foreignKey?: boolean
  /** The token's answer, instead of one. */
  readonly status?: number
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

/** An issuer of OpenID Connect on loopback: discovery, key set, authorization and token endpoint as they are on the wire. */
export async function startFakeIssuer(client: { readonly id: string; readonly secret: string }) {
  const { publicKey, privateKey } = newKey()
  const other = newKey().privateKey
  const codes = new Map<string, { claims: Claims; challenge: string; redirectUri: string; twist: Twist }>()
  let issuer = ''

  const jwt = (claims: Claims, { alg = 'RS256', foreignKey = false }: Twist) => {
    const signed = `${encode({ alg, typ: 'JWT', kid: 'one' })}.${encode(claims)}`
    const key: KeyObject = foreignKey ? other : privateKey
    const signature = {
      RS256: () => sign('sha256', Buffer.from(signed), key).toString('base64url'),
      HS256: () => createHmac('sha256', client.secret).update(signed).digest('base64url'),
      none: () => '',
    }[alg]()
    return `${signed}.${signature}`
  }

  const pages: Record<string, () => unknown> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    }),
    '/keys': () => ({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
    }),
  }

  /** RFC 6749, 4.1.3, with RFC 7636: a code once, with its verifier, to the client it was given to. */
  async function token(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const form = new URLSearchParams(await text(request))
    const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`
    const isClient =
      request.headers.authorization === basic ||
      (form.get('client_id') === client.id && form.get('client_secret') === client.secret)
    const given = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!isClient) return { status: 401, body: { error: 'invalid_client' } }
    if (given?.challenge !== challenge || given.redirectUri !== form.get('redirect_uri'))
      return { status: 400, body: { error: 'invalid_grant' } }
    if (given.twist.status) return { status: given.twist.status, body: { error: 'server_error' } }
    const body = { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60 }
    return { status: 200, body: { ...body, id_token: jwt(given.claims, given.twist) } }
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const page = pages[request.url ?? '']
    const { status, body } =
      request.url === '/token' ? await token(request) : { status: page ? 200 : 404, body: page?.() ?? {} }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    issuer,
    /** Somebody signs in there, at the address a browser was sent to. @returns what the browser comes back with */
    authorize(address: string, person: Claims, twist: Twist = {}) {
      const asked = new URL(address).searchParams
      const code = randomUUID()
      const now = Math.floor(Date.now() / 1_000)
      const claims: Claims = {
        iss: issuer,
        aud: client.id,
        nonce: asked.get('nonce'),
        iat: now,
        exp: now + 60,
        ...person,
        ...twist.claims,
      }
      const challenge = asked.get('code_challenge') ?? ''
      codes.set(code, { claims, challenge, redirectUri: asked.get('redirect_uri') ?? '', twist })
      return { code, state: asked.get('state') ?? '', iss: issuer }
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
