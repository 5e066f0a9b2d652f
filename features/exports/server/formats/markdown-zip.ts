import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { ExportedPaper } from './exported.ts'
import { markdownFile } from './write-markdown.ts'

/** A ZIP of one Markdown file a paper, made as it is read. */
export async function* zipOfMarkdown(
  batches: AsyncIterable<readonly ExportedPaper[]>,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  let failed: Error | undefined
  const zip = new Zip((error, bytes) => {
    if (error) failed = error
    else made.push(bytes)
  })
  const names = new Set<string>()
  for await (const papers of batches) {
    for (const paper of papers) {
      const { name, text } = markdownFile(paper)
      const file = new ZipDeflate(freeName(name, paper.id, names), { level: 6 })
      zip.add(file)
      file.push(strToU8(text), true)
    }
    if (failed) throw failed
    yield* made.splice(0)
  }
  zip.end()
  if (failed) throw failed
  yield* made
}

/** Keys of two libraries may be one name, and most file systems know no case. */
function freeName(name: string, id: string, names: Set<string>): string {
  const free = names.has(name.toLowerCase()) ? name.replace(/\.md$/, `-${id}.md`) : name
  names.add(free.toLowerCase())
  return free
}
