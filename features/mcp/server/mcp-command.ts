import { once } from 'node:events'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { may } from '#contract/permissions.ts'
import { readMe } from '#features/accounts/server/accounts.ts'
import type { CommandContext } from '#platform/feature.ts'
import { openMcpServer } from './mcp-server.ts'

/** `seogo mcp`: until standard input ends. Standard output belongs to the protocol; the log goes to standard error. */
export async function mcpCommand({ house, caller, options }: CommandContext): Promise<number> {
  const userId = await caller()
  const { role } = await house.database.asUser(userId, (tx) => readMe(tx, userId))
  const mayWrite = options['read-only'] !== true && may(role, 'papers:write')
  const ended = once(process.stdin, 'end')
  const served = serveStdio(() => openMcpServer({ house, userId, mayWrite }), {
    onerror: (error) => house.log.warn({ err: error }, 'the Model Context Protocol on standard input'),
  })
  await ended
  await served.close()
  return 0
}
