import { citePaper } from '#features/exports/server/exports.ts'
import { citeTool } from '../../contract/tools.ts'
import { tool } from '../tool.ts'

export const cite = tool(citeTool, async ({ house, userId }, { paperId, style }) => {
  const { key, styleId, text, inText, bibtex } = await citePaper(house, userId, paperId, style)
  return { paperId, key, styleId, text, inText, bibtex }
})
