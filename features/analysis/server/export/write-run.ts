import type { AnswerLanguage, ExportedAs } from '../../contract.ts'
import { claimParts } from '../../contract.ts'
import type { ExportedAnswer, ExportedClaim, ExportedRun } from './to-exported.ts'
import { exportWords } from './words.ts'

/** Writes an analysis as a document; `headings` is the language of its headings, the claims stay in theirs. */
export function writeRun(run: ExportedRun, format: ExportedAs, headings: AnswerLanguage): string {
  if (format === 'json') return `${JSON.stringify(run, undefined, 2)}\n`
  return format === 'markdown' ? toMarkdown(run, headings) : toHtml(run, headings)
}

/** "Seo, Hale · 2026 · 10.1/x", of what is known. */
function byline({ authors, year, doi }: ExportedRun['paper']): string {
  return [authors.join(', '), year, doi].filter((part) => part !== null && part !== '').join(' · ')
}

function readerOf({ reader, model }: ExportedAnswer, language: AnswerLanguage): string {
  if (reader === null) return exportWords[language].builtIn
  return model === null ? reader : `${reader} (${model})`
}

function remarksOf(answer: ExportedAnswer, language: AnswerLanguage): string[] {
  const words = exportWords[language]
  return [
    ...(answer.outOfDate.length > 0 ? [words.outOfDate] : []),
    ...(answer.claimsLeftOut > 0 ? [words.leftOut(answer.claimsLeftOut)] : []),
  ]
}

function numbersOf({ numbers = [] }: ExportedClaim): string {
  return numbers
    .map(({ measure, value, unit }) => [measure, value, unit].filter(Boolean).join(' '))
    .join('; ')
}

function toMarkdown({ paper, answers }: ExportedRun, language: AnswerLanguage): string {
  const words = exportWords[language]
  // The page stands as Pandoc's citations have it.
  const cited = ({ page, citationKey }: ExportedClaim) =>
    citationKey === null ? `(${words.page(page)})` : `[@${citationKey}, ${words.page(page)}]`
  const lines = [`# ${markdown(paper.title)}`, '', markdown(byline(paper))]
  for (const answer of answers) {
    lines.push('', `## ${markdown(readerOf(answer, language))}`)
    for (const part of claimParts) {
      const claims = answer.parts[part]
      if (claims.length === 0) continue
      lines.push('', `### ${words.parts[part]}`, '')
      for (const claim of claims) {
        lines.push(`- ${markdown(claim.text)} ${cited(claim)}`)
        const numbers = numbersOf(claim)
        if (numbers !== '') lines.push(`  (${markdown(numbers)})`)
        if (claim.quote !== null && claim.quote.trim() !== claim.text.trim())
          lines.push(`  > ${markdown(claim.quote)}`)
      }
    }
    if (answer.keyTerms.length > 0)
      lines.push('', `**${words.keyTerms}**: ${answer.keyTerms.map(markdown).join(', ')}`)
    for (const remark of remarksOf(answer, language)) lines.push('', `*${remark}*`)
  }
  return `${lines.join('\n')}\n`
}

/** One line, in which nothing is markup. */
function markdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
}

const style = `body{font:11pt/1.5 Georgia,"Noto Serif KR",serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.6em;line-height:1.25}h2{margin-top:2em;border-bottom:1px solid #999}h3{margin-bottom:.3em}
li{margin-bottom:.6em;break-inside:avoid}blockquote{margin:.2em 0 0 1em;color:#444}cite{font-style:normal;color:#444}
@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}}`

function toHtml({ paper, answers }: ExportedRun, language: AnswerLanguage): string {
  const words = exportWords[language]
  const cited = ({ page, citationKey }: ExportedClaim) =>
    `<cite>(${citationKey === null ? '' : `${html(citationKey)}, `}${html(words.page(page))})</cite>`
  const claimOf = (claim: ExportedClaim) => {
    const numbers = numbersOf(claim)
    const quote = claim.quote !== null && claim.quote.trim() !== claim.text.trim() ? claim.quote : undefined
    return `<li>${html(claim.text)} ${cited(claim)}${numbers === '' ? '' : `<div>${html(numbers)}</div>`}${
      quote === undefined ? '' : `<blockquote>${html(quote)}</blockquote>`
    }</li>`
  }
  const partsOf = (answer: ExportedAnswer) =>
    claimParts
      .filter((part) => answer.parts[part].length > 0)
      .map((part) => `<h3>${words.parts[part]}</h3><ul>${answer.parts[part].map(claimOf).join('\n')}</ul>`)
      .join('\n')
  const answerOf = (answer: ExportedAnswer) =>
    `<section><h2>${html(readerOf(answer, language))}</h2>\n${partsOf(answer)}${
      answer.keyTerms.length === 0
        ? ''
        : `<p><b>${words.keyTerms}</b>: ${html(answer.keyTerms.join(', '))}</p>`
    }${remarksOf(answer, language)
      .map((remark) => `<p><i>${html(remark)}</i></p>`)
      .join('')}</section>`
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${html(paper.title)}</title><style>${style}</style></head>
<body><h1>${html(paper.title)}</h1><p>${html(byline(paper))}</p>
${answers.map(answerOf).join('\n')}
</body></html>
`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function html(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => entities[mark] ?? mark)
}
