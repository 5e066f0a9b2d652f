import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { ExportLink } from '../contract.ts'
import { linksQuery } from './cite-queries.ts'
import { LinkName } from './LinkName.tsx'
import { type Library, MakeLinkForm } from './MakeLinkForm.tsx'
import { RevokeLinkDialog } from './RevokeLinkDialog.tsx'
import { exportWords } from './words.ts'

/** The person's own addresses at which a bibliography is read. */
export function LinksPanel({ libraries }: { readonly libraries: readonly Library[] }) {
  const words = useWords(exportWords)
  const format = useFormat()
  const links = useQuery(linksQuery)
  const [leaving, setLeaving] = useState<ExportLink>()
  const libraryName = (id: string) => libraries.find((library) => library.id === id)?.name
  return (
    <Section title={words.linksTitle} description={words.linksHelp}>
      {links.isPending ? <Loading rows={2} /> : null}
      {links.isError ? <ErrorState error={links.error} onRetry={() => void links.refetch()} small /> : null}
      {links.data?.items.length === 0 ? <p className="text-ink-soft">{words.linksNone}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {links.data?.items.map((link) => (
          <li key={link.id} className="flex items-center gap-2 py-2">
            <div className="min-w-0 flex-1">
              <LinkName link={link} />
              <p className="truncate text-ink-faint text-xs">
                {[
                  link.of ?? libraryName(link.libraryId) ?? words.wholeLibrary,
                  link.lastUsedAt === null
                    ? words.neverUsed
                    : words.lastUsed(format.dateTime(link.lastUsedAt)),
                ].join(' · ')}
              </p>
            </div>
            <IconButton
              icon={<Trash2 aria-hidden />}
              label={`${words.revoke}: ${link.name}`}
              onClick={() => setLeaving(link)}
            />
          </li>
        ))}
      </ul>
      <MakeLinkForm libraries={libraries} />
      {leaving === undefined ? null : (
        <RevokeLinkDialog link={leaving} onClose={() => setLeaving(undefined)} />
      )}
    </Section>
  )
}
