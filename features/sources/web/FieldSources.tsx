import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import type { RecordField } from '#contract/record-fields.ts'
import type { PaperDetail } from '#features/papers/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { say } from '#web/ui/toasts.ts'
import { chooseField, releaseField, type SourceName } from '../contract.ts'
import { fieldText } from './field-text.ts'
import { paperSourcesQuery } from './paper-sources-query.ts'
import { sourceWords } from './words.ts'

type Props = {
  readonly paper: PaperDetail
  readonly field: RecordField
  /** The field's name as the pane shows it. */
  readonly label: string
}

/** What other sources say of a field, to be taken with a click; and the way back for one that a person decided. */
export function FieldSources({ paper, field, label }: Props) {
  const words = useWords(sourceWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const said = useQuery(paperSourcesQuery(paper.id))
  const params = { paperId: paper.id, field }
  const deciding = useMutation({
    mutationFn: (source: SourceName | undefined) =>
      source === undefined ? call(releaseField, { params }) : call(chooseField, { params, body: { source } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['paper', paper.id] })
      void client.invalidateQueries({ queryKey: ['papers'] })
    },
    onError: (error) => say({ title: failureWords(error).title }),
  })
  const current = fieldText(paper.csl, field)
  const others = (said.data?.items ?? [])
    .filter(({ verdict, source }) => verdict === 'trusted' && source !== 'unpaywall')
    .map(({ source, csl }) => ({ source, value: fieldText(csl, field) }))
    .filter(({ value }) => value !== '' && value !== current)
  const origin = paper.origins[field]
  const isDecided = origin?.source === 'person' || origin?.chosen === true
  if (others.length === 0 && !isDecided) return null
  const entries: MenuEntry[] = [
    ...others.map(({ source, value }) => ({
      label: words.take(words.sourceNames[source], value.length > 120 ? `${value.slice(0, 120)}…` : value),
      onPick: () => deciding.mutate(source),
    })),
    ...(isDecided ? [{ label: words.release, onPick: () => deciding.mutate(undefined) }] : []),
  ]
  return (
    <Menu
      entries={entries}
      trigger={
        <Button
          look="quiet"
          size="sm"
          className="-ml-2.5 h-6 text-2xs"
          busy={deciding.isPending}
          aria-label={words.fieldMenu(label)}
        >
          {others.length > 0 ? words.alternatives(others.length) : words.release}
          <ChevronDown aria-hidden className="size-3" />
        </Button>
      }
    />
  )
}
