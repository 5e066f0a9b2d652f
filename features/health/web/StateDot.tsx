import type { HealthState } from '#contract/health.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language } from '#web/lib/words/language.ts'
import { type Status, StatusDot } from '#web/ui/StatusDot.tsx'
import { healthSentences } from '../contract.ts'

const statuses: Readonly<Record<HealthState, Status>> = {
  ok: 'good',
  degraded: 'care',
  failing: 'bad',
  off: 'off',
}

export function StateDot({ state }: { readonly state: HealthState }) {
  const { states } = healthSentences[useStoredChoice(language)]
  return <StatusDot status={statuses[state]} label={states[state]} />
}
