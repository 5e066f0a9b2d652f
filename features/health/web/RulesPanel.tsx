import { useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Status, StatusDot } from '#web/ui/StatusDot.tsx'
import { type AlertPhase, type AlertRule, healthSentences } from '../contract.ts'
import { alertRulesQuery } from './health-queries.ts'
import { RuleForm } from './RuleForm.tsx'
import { healthWords } from './words.ts'

const statuses: Readonly<Record<AlertPhase, Status>> = {
  quiet: 'good',
  rising: 'care',
  raised: 'bad',
  falling: 'care',
}
const figure = 'py-1.5 pl-3 text-right tabular-nums'

/** What is held against which threshold, how it stands, and the way to change it. */
export function RulesPanel() {
  const words = useWords(healthWords)
  const rules = useQuery(alertRulesQuery)
  return (
    <Section title={words.rules} description={words.rulesHelp}>
      {rules.isPending ? <Loading rows={8} /> : null}
      {rules.isError ? <ErrorState error={rules.error} onRetry={() => void rules.refetch()} small /> : null}
      {rules.data ? (
        <table className="w-full border-y text-sm">
          <thead className="text-ink-faint text-xs">
            <tr className="border-b">
              <th className="py-1.5 text-left font-medium">{words.metric}</th>
              <th className="py-1.5 pl-3 text-left font-medium">{words.state}</th>
              <th className={`${figure} font-medium`}>{words.now}</th>
              <th className={`${figure} font-medium`}>{words.raiseAt}</th>
              <th className={`${figure} font-medium max-md:hidden`}>{words.clearAt}</th>
              <th className={`${figure} font-medium max-md:hidden`}>{words.forSeconds}</th>
              <td />
            </tr>
          </thead>
          <tbody className="divide-y">
            {rules.data.items.map((rule) => (
              <RuleRow key={rule.metric} rule={rule} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Section>
  )
}

function RuleRow({ rule }: { readonly rule: AlertRule }) {
  const words = useWords(healthWords)
  const format = useFormat()
  const { metrics } = healthSentences[useStoredChoice(language)]
  const [isOpen, setOpen] = useState(false)
  const { metric, enabled, phase, value, raiseAt, clearAt, forSeconds } = rule
  return (
    <tr>
      <th scope="row" className="py-1.5 text-left font-normal">
        {metrics[metric]}
      </th>
      <td className="py-1.5 pl-3">
        {enabled ? (
          <StatusDot status={statuses[phase]} label={words.phases[phase]} />
        ) : (
          <StatusDot status="off" label={words.off} />
        )}
      </td>
      <td className={figure}>
        {value === null ? <span className="text-ink-faint">{words.unknown}</span> : format.number(value)}
      </td>
      <td className={figure}>{format.number(raiseAt)}</td>
      <td className={`${figure} max-md:hidden`}>{format.number(clearAt)}</td>
      <td className={`${figure} max-md:hidden`}>{format.number(forSeconds)}</td>
      <td className="py-1 pl-2 text-right">
        <IconButton
          icon={<Pencil aria-hidden />}
          label={words.change(metrics[metric])}
          onClick={() => setOpen(true)}
        />
        {isOpen ? <RuleForm rule={rule} onClose={() => setOpen(false)} /> : null}
      </td>
    </tr>
  )
}
