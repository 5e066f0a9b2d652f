/** How many papers a second each writer writes: `node bench/exports.ts [papers]`. One process, no database, no peer. */
import { cpus } from 'node:os'
import type { ExportedPaper } from '#features/exports/server/formats/exported.ts'
import { writers } from '#features/exports/server/formats/writers.ts'

const count = Number(process.argv[2] ?? 20_000)
const abstract = 'We study “retrieval” in Korean & English: a 5% gain – over the state of the art. '.repeat(
  13,
)

const papers: ExportedPaper[] = Array.from({ length: count }, (_, index) => ({
  id: String(index),
  key: `kimRetrieval${index}`,
  csl: {
    type: 'paper-conference',
    title: `Retrieval of BERT-like papers, part ${index}`,
    author: [
      { family: 'Özgür', given: 'Ayşe' },
      { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
      { literal: '김철수' },
    ],
    issued: { 'date-parts': [[2020, 5]] },
    'container-title': 'Proceedings of the Conference on Retrieval',
    page: '1123-1145',
    DOI: `10.1000/${index}`,
    abstract,
  },
  tags: ['retrieval', '검색'],
  addedAt: new Date(0),
}))

const result: Record<string, number> = {}
for (const [format, writer] of Object.entries(writers)) {
  const startedAt = performance.now()
  let size = 0
  for (const paper of papers) size += writer.paper(paper, { ascii: false, bom: false }).length
  if (size === 0) throw new Error(`${format} wrote nothing`)
  result[`${format}PapersPerSecond`] = Math.round((1000 * count) / (performance.now() - startedAt))
}
process.stdout.write(
  `${JSON.stringify({ machine: cpus()[0]?.model, papers: count, ...result }, undefined, 2)}\n`,
)
