import { Problem } from '#contract/problems.ts'
import type { Protocol, ProtocolReply, ProtocolRequest, ProtocolRoute } from '#platform/http/protocol.ts'
import { admit } from './admit.ts'
import { json } from './reply.ts'
import { Refusal } from './sessions.ts'
import { requireSaver } from './tokens.ts'
import { verbs } from './verbs.ts'

/*
 * What the Zotero Connector speaks with the Zotero of the same machine, answered by Seogo: the extension's preference
 * `connector.url` names `https://host/zc/<token>/`. After zotero/zotero, chrome/content/zotero/xpcom/server.
 */

const spoken: Protocol = {
  headers: {
    // Without it the extension takes any error for "Zotero is not running" and saves to zotero.org instead.
    'x-zotero-version': '8.0.0',
    'x-zotero-connector-api-version': '3',
    vary: 'origin',
  },
  refusal: (problem) => {
    const { retryAfterSeconds } = problem.details
    const headers =
      typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : undefined
    if (problem.code === 'not_signed_in') return json(403, { error: 'TOKEN_INVALID' })
    if (problem.code === 'library_read_only') return json(500, { libraryEditable: false })
    const reply = json(problem.status, { error: problem.code.toUpperCase() })
    return headers ? { ...reply, headers: { ...reply.headers, ...headers } } : reply
  },
}

const methods = ['GET', 'POST'] as const

async function handle(request: ProtocolRequest<undefined>): Promise<ProtocolReply> {
  const { house, params, body, method, note, clientAddress } = request
  const { token = '', verb = '' } = params
  note({ verb })
  try {
    const refused = admit(request, verb)
    if (refused) return refused
    const saver = await requireSaver(house, token, clientAddress)
    note({ userId: saver.userId })
    const found = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!found) throw new Problem('route_not_found')
    const answer = method === 'GET' ? found.GET : method === 'POST' ? found.POST : undefined
    if (!answer) return json(400, { error: 'METHOD_NOT_SUPPORTED' })
    return await answer(request, saver)
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  } finally {
    // What is not wanted of a body has to be read away, or the answer never reaches the sender of a long one.
    if (!body.destroyed) body.resume()
  }
}

export const protocols: readonly ProtocolRoute[] = [
  {
    name: 'connector.speak',
    methods,
    path: '/zc/:token/connector/:verb',
    access: 'own',
    protocol: spoken,
    handle,
  },
]
