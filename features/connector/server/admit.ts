import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { json } from './reply.ts'

/** The least version of the extension's protocol in which it brings the files itself. */
const leastVersion = 3

/**
 * Refuses whom Zotero refuses: a page of another site (it cannot set these headers without leave, and gets none), a name
 * that somebody pointed at this machine, and extensions of before.
 * @returns the refusal, undefined for who may go on
 */
export function admit({ house, headers, method }: ProtocolRequest, verb: string): ProtocolReply | undefined {
  const { SEOGO_PUBLIC_URL: publicUrl } = house.config
  if (publicUrl !== undefined && headers.get('host') !== new URL(publicUrl).host)
    return json(403, { error: 'HOST_NOT_ALLOWED' })
  const version = headers.get('x-zotero-connector-api-version')
  const isBrowser = /^Mozilla\//.test(headers.get('user-agent') ?? '') || headers.has('origin')
  const isNavigation = verb === 'ping' && method === 'GET' && !headers.has('origin')
  if (isBrowser && version === null && !headers.has('zotero-allowed-request') && !isNavigation)
    return json(403, { error: 'REQUEST_NOT_ALLOWED' })
  if (version !== null && !(Number.parseInt(version, 10) >= leastVersion))
    return json(400, { error: 'CONNECTOR_VERSION_OUTDATED' })
  return undefined
}
