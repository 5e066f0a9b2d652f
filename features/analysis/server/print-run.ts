import type { AnalysisAnswer, AnalysisRun, VerifiedClaim, VerifiedFindings } from '../contract.ts'

type PrintedPaper = {
  readonly title: string
  readonly authors: readonly string[]
  readonly year: number | null
}

const width = 96

/** Writes a paper and what was answered about it as readable lines for a terminal. Unverified claims say so. */
export function printRun(line: (text: string) => void, paper: PrintedPaper, run: AnalysisRun): void {
  line(paper.title)
  const by = [paper.authors.join(', '), paper.year].filter((part) => part !== '' && part !== null)
  if (by.length > 0) line(by.join(' · '))
  for (const answer of run.answers) {
    line('')
    line(headingOf(answer))
    if (answer.findings) printFindings(line, answer.findings)
  }
}

function headingOf(answer: AnalysisAnswer): string {
  const who = answer.extractive
    ? 'Built-in reader (extractive: sentences of the paper itself)'
    : `${answer.label} (${answer.model})`
  if (answer.state !== 'answered')
    return `${who}: ${answer.state}${answer.error ? `, ${answer.error}` : ''}${answer.errorDetail ? `: ${answer.errorDetail}` : ''}`
  const facts = [
    answer.insteadOf === null ? null : `instead of ${answer.insteadOf}, which stayed down`,
    answer.usage ? `${answer.usage.inputTokens} + ${answer.usage.outputTokens} tokens` : null,
    answer.durationMs === null ? null : `${(answer.durationMs / 1000).toFixed(1)} s`,
    answer.truncatedAtPage === null ? null : `read up to page ${answer.truncatedAtPage}`,
  ].filter((fact) => fact !== null)
  return facts.length > 0 ? `${who} · ${facts.join(' · ')}` : who
}

function printFindings(line: (text: string) => void, findings: VerifiedFindings): void {
  const { researchQuestion } = findings
  printClaims(line, 'Summary', findings.summary)
  printClaims(line, 'Research question', researchQuestion === null ? [] : [researchQuestion])
  printClaims(line, 'Methods', findings.methods)
  printClaims(line, 'Data', findings.data)
  printClaims(line, 'Findings', findings.findings)
  printClaims(line, 'Limitations', findings.limitations)
  printClaims(line, 'Contributions', findings.contributions)
  if (findings.keyTerms.length > 0) printWrapped(line, '  Key terms: ', findings.keyTerms.join(', '))
}

function printClaims(line: (text: string) => void, title: string, claims: readonly VerifiedClaim[]): void {
  if (claims.length === 0) return
  line(`  ${title}`)
  for (const claim of claims) {
    if (!claim.verified) {
      printWrapped(line, '    ✗ ', `${claim.text} (not found in the paper)`)
    } else if (claim.quote === claim.text) {
      printWrapped(line, '    • ', `${claim.text} (${onPage(claim)})`)
    } else {
      printWrapped(line, '    • ', claim.text)
      printWrapped(line, '      ', `${onPage(claim)}: “${claim.quote}”`)
    }
  }
}

// Joined by a no-break space, at which no line is broken.
function onPage({ page }: VerifiedClaim): string {
  return `p.\u00a0${page}`
}

/** Breaks at spaces; the lines after the first are set in under the text of the first. */
function printWrapped(line: (text: string) => void, lead: string, text: string): void {
  const indent = ' '.repeat(lead.length)
  let current = lead
  for (const word of text.split(/[ \n]+/)) {
    const isEmpty = current.trim() === '' || current === lead
    if (!isEmpty && columnsOf(current) + 1 + columnsOf(word) > width) {
      line(current)
      current = indent + word
    } else {
      current += isEmpty ? word : ` ${word}`
    }
  }
  line(current)
}

// A Hangul syllable, a Han character and the like take two columns of a terminal.
function columnsOf(text: string): number {
  const wide = text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0
  return text.length + wide
}
