import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { userId } from '#contract/ids.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Select } from '#web/ui/Select.tsx'
import { exportOwnUsage, exportUsage, type UsageGrouping, usageGrouping } from '../contract.ts'
import { DayChart } from './DayChart.tsx'
import { UsageTable } from './UsageTable.tsx'
import { usageQuery, type Whose } from './usage-queries.ts'
import { usageWords } from './words.ts'

const periods = ['7', '30', '90', '366'] as const
type Period = (typeof periods)[number]

type Props = {
  readonly whose: Whose
  /** Who is here, to look at one of them. */
  readonly people?: readonly { readonly id: string; readonly name: string }[]
}

/** What calls to providers came to, summed by model, provider, work, day, month or person. */
export function UsagePanel({ whose, people = [] }: Props) {
  const words = useWords(usageWords)
  const [days, setDays] = useState<Period>('30')
  const [by, setBy] = useState<UsageGrouping>(whose === 'own' ? 'model' : 'person')
  const [person, setPerson] = useState('')
  const asked = { days: Number(days), userId: userId.safeParse(person).data }
  const usage = useQuery(usageQuery(whose, { ...asked, by }))
  const byDay = useQuery(usageQuery(whose, { ...asked, by: 'day' }))
  const items = usage.data?.items ?? []
  const groupings = usageGrouping.options.filter((each) => whose === 'everybody' || each !== 'person')
  return (
    <Section title={words.spent} description={words.spentHelp}>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <Select
          label={words.period}
          className="w-40"
          options={periods.map((value) => ({ value, label: words.days(Number(value)) }))}
          value={days}
          onValue={setDays}
        />
        <Select
          label={words.by}
          className="w-40"
          options={groupings.map((value) => ({ value, label: words.groupings[value] }))}
          value={by}
          onValue={setBy}
        />
        {people.length > 0 ? (
          <Select
            label={words.whoseUsage}
            className="w-40"
            options={[
              { value: '', label: words.everybody },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={person}
            onValue={setPerson}
          />
        ) : null}
        {items.length > 0 ? (
          <a
            href={`${whose === 'own' ? exportOwnUsage.path : exportUsage.path}?${new URLSearchParams({ by, days, ...(person && { userId: person }) })}`}
            download
            className={buttonClasses('plain')}
          >
            {words.save}
          </a>
        ) : null}
      </div>
      {usage.isPending ? <Loading rows={3} /> : null}
      {usage.isError ? <ErrorState error={usage.error} onRetry={() => void usage.refetch()} small /> : null}
      {usage.data?.items.length === 0 ? <p className="text-ink-soft">{words.none}</p> : null}
      {items.length > 0 ? (
        <>
          <div className="mb-4">
            <DayChart lines={byDay.data?.items ?? []} days={Number(days)} />
          </div>
          <UsageTable lines={items} by={by} />
        </>
      ) : null}
    </Section>
  )
}
