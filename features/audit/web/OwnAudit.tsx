import { useInfiniteQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { Section } from '#web/ui/Section.tsx'
import { AuditRows } from './AuditRows.tsx'
import { ownAuditQuery } from './audit-queries.ts'
import { auditWords } from './words.ts'

/** What the person did, and what was done about them. */
export function OwnAudit() {
  const words = useWords(auditWords)
  const pages = useInfiniteQuery(ownAuditQuery)
  return (
    <Section title={words.own} description={words.ownHelp}>
      <AuditRows label={words.own} pages={pages} />
    </Section>
  )
}
