import { pagesOf, requirePaper, textStateOf } from '#features/papers/server/papers.ts'
import { getPassagesTool, mostPages } from '../../contract/tools.ts'
import { passagesAbout } from '../passages.ts'
import { addressOf, tool } from '../tool.ts'

export const getPassages = tool(getPassagesTool, async ({ house, userId }, given) => {
  const { paperId, question, pages: wanted, limit } = given
  const { title, text, read } = await house.database.asUser(userId, async (tx) => ({
    title: (await requirePaper(tx, paperId)).title,
    text: await textStateOf(tx, paperId),
    read: await pagesOf(tx, paperId),
  }))
  const pages = read?.pages ?? []
  const among = pages.filter(
    ({ number }) => wanted === undefined || (number >= wanted.from && number <= wanted.to),
  )
  const whole = among.slice(0, mostPages)
  const passages =
    question === undefined
      ? whole.map(({ number, text: quote }) => ({ page: number, quote }))
      : passagesAbout(among, question, limit)
  return {
    paperId,
    title,
    fileId: read?.fileId ?? null,
    pageCount: pages.length,
    text,
    passages: passages.map((passage) => ({ ...passage, address: addressOf(house, paperId, passage.page) })),
    nextPage: question === undefined ? (among[whole.length]?.number ?? null) : null,
  }
})
