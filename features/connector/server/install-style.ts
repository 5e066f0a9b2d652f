import { may } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { addStyle } from '#features/exports/server/exports.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { readBytes } from '#platform/http/read-bytes.ts'
import { json } from './reply.ts'
import type { Saver } from './tokens.ts'

const styleMaxBytes = 1_000_000

/**
 * Takes a citation style that the person opened in the browser, for everybody in the house.
 * @throws Problem not_permitted for who does not manage styles | body_too_large | style_invalid | style_exists | style_parent_missing
 */
export async function installStyle(
  request: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  if (!may(saver.me.role, 'styles:manage'))
    throw new Problem('not_permitted', { permission: 'styles:manage' })
  const xml = (await readBytes(request.body, styleMaxBytes)).toString('utf8')
  const { title } = await addStyle(request.house, xml)
  return json(201, { name: title })
}
