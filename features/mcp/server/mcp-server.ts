import { McpServer } from '@modelcontextprotocol/server'
import { seogoVersion } from '#platform/version.ts'
import type { Asking, Tool } from './tool.ts'
import { addByIdentifier } from './tools/add-by-identifier.ts'
import { cite } from './tools/cite.ts'
import { getPaper } from './tools/get-paper.ts'
import { getPassages } from './tools/get-passages.ts'
import { search } from './tools/search.ts'

const tools: readonly Tool[] = [search, getPaper, getPassages, cite, addByIdentifier]

const instructions =
  'A library of research papers. Search first; read with get_passages before you claim anything of a paper; give each claim ' +
  'its quote and page. What is not in the passages is not known to be in the paper.'

/** A server of the Model Context Protocol for one person; what they may not do is not among its tools. */
export function openMcpServer(asking: Asking): McpServer {
  const server = new McpServer(
    { name: 'seogo', title: 'Seogo', version: seogoVersion },
    { instructions, capabilities: { tools: {} } },
  )
  for (const { shape, register } of tools) if (!shape.writes || asking.mayWrite) register(server, asking)
  return server
}
