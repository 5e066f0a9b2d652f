import type { CallToolResult, McpServer, StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type { z } from 'zod'
import type { PaperId, UserId } from '#contract/ids.ts'
import type { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import { toRefusal } from '#platform/http/problem-reply.ts'
import type { ToolShape } from '../contract/tools.ts'

/** For whom the tools work. */
export type Asking = {
  readonly house: House
  readonly userId: UserId
  /** Whether the person, and the token if there is one, may write papers. */
  readonly mayWrite: boolean
}

/** A tool that can be put on a server. */
export type Tool = {
  readonly shape: ToolShape
  readonly register: (server: McpServer, asking: Asking) => void
}

type Schema = z.ZodType & StandardSchemaWithJSON

/** A refusal as a model reads it: the code and its facts, never what a bug said of itself. */
function refused({ code, details }: Problem): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: JSON.stringify({ problem: code, ...details }) }] }
}

/**
 * Binds a tool to what answers it. The input arrives parsed by its schema, the output leaves through its own; a refusal is an
 * answer that says so, and a bug is logged and told as `unexpected`.
 */
export function tool<In extends Schema, Out extends z.ZodType<Record<string, unknown>> & Schema>(
  shape: ToolShape & { readonly input: In; readonly output: Out },
  answer: (asking: Asking, given: z.output<In>) => Promise<z.input<Out>>,
): Tool {
  const { name, title, description, writes, input, output } = shape
  const work = async (asking: Asking, given: z.output<In>): Promise<CallToolResult> => {
    try {
      const structuredContent = output.parse(await answer(asking, given))
      return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const { problem, bug } = toRefusal(error)
      if (bug) asking.house.log.error({ err: error, tool: name }, 'a tool failed')
      return refused(problem)
    }
  }
  return {
    shape,
    register(server, asking) {
      const annotations = { readOnlyHint: !writes, destructiveHint: false, idempotentHint: true }
      const inputSchema: StandardSchemaWithJSON = input
      const config = { title, description, inputSchema, outputSchema: output, annotations }
      // The library has parsed it by the same schema, and knows it as unknown.
      server.registerTool(name, config, (given) => work(asking, input.parse(given)))
    },
  }
}

/** Where a paper, or a page of it, is shown. */
export function addressOf(house: House, paperId: PaperId | string, page?: number | null): string {
  const path = `/papers/${paperId}${page === undefined || page === null ? '' : `?page=${page}`}`
  return `${house.config.SEOGO_PUBLIC_URL?.replace(/\/$/, '') ?? ''}${path}`
}
