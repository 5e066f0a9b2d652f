import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { exportHighlights, type HighlightFormat } from '../contract.ts'
import { openHighlights } from './write-highlights.ts'

const formats: Readonly<Record<string, HighlightFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  jsonld: 'jsonld',
}

/** `seogo highlights export`: the same file as the button on the screen writes; to a path or to standard output. */
export async function exportCommand({ house, options, caller, terminal }: CommandContext): Promise<number> {
  const format = formats[String(options.format ?? 'md')]
  if (format === undefined) throw new Problem('bad_request', { where: '--format', given: options.format })
  const query = exportHighlights.query.safeParse({
    paperId: options.paper,
    collectionId: options.collection,
    libraryId: options.library,
    colour: options.colour,
    tag: options.tag,
    q: options.query,
    of: options.mine === true ? 'mine' : 'everybody',
  })
  if (!query.success)
    throw new Problem('bad_request', { where: `--${String(query.error.issues[0]?.path[0])}` })
  const { format: _, ...filter } = query.data
  const stream = await openHighlights(house, await caller(), { format, filter })
  if (typeof options.output !== 'string') {
    // The file is the result; a JSON document behind it would spoil it.
    if (terminal.json) throw new Problem('bad_request', { where: '--output', given: null })
    await pipeline(stream, process.stdout, { end: false })
    return 0
  }
  const draft = `${options.output}.part`
  try {
    await pipeline(stream, createWriteStream(draft))
    await rename(draft, options.output)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  terminal.line(options.output)
  terminal.result({ format, output: options.output })
  return 0
}
