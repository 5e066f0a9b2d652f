import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Select } from '#web/ui/Select.tsx'
import { listCharges } from '../../contract.ts'
import { ChargesTable } from './ChargesTable.tsx'
import { analysisSettingsWords } from './words.ts'

const periods = ['7', '30', '90', '366'] as const
type Period = (typeof periods)[number]

/** What the person's analyses have cost, by model: also calls that failed and were billed all the same. */
export function ChargesPanel() {
  const words = useWords(analysisSettingsWords)
  const [days, setDays] = useState<Period>('30')
  const charges = useQuery({
    queryKey: ['analyses', 'charges', days],
    queryFn: ({ signal }) => call(listCharges, { query: { days: Number(days) } }, { signal }),
  })
  return (
    <Section title={words.charges} description={words.chargesDescription}>
      <Select
        label={words.period}
        className="mb-3 w-40"
        options={periods.map((value) => ({ value, label: words.days(Number(value)) }))}
        value={days}
        onValue={setDays}
      />
      {charges.isPending ? <Loading rows={2} /> : null}
      {charges.isError ? (
        <ErrorState error={charges.error} onRetry={() => void charges.refetch()} small />
      ) : null}
      {charges.data?.items.length === 0 ? <p className="text-ink-soft">{words.noCharges}</p> : null}
      {charges.data !== undefined && charges.data.items.length > 0 ? (
        <ChargesTable charges={charges.data.items} />
      ) : null}
    </Section>
  )
}
