import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { userId } from '#contract/ids.ts'
import { role } from '#contract/permissions.ts'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { type LimitPeriod, type LimitTarget, limitPeriod, type Meter, meter, putLimit } from '../contract.ts'
import { usageWords } from './words.ts'

const microPerUsd = 1_000_000
const house = 'house'

function toTarget(chosen: string): LimitTarget {
  if (chosen === house) return { appliesTo: 'house' }
  const byRole = role.safeParse(chosen)
  if (byRole.success) return { appliesTo: 'role', role: byRole.data }
  return { appliesTo: 'person', userId: userId.parse(chosen) }
}

/** @returns undefined when it is no amount; null when nothing was written */
function toAmount(text: string, of: Meter): number | null | undefined {
  const plain = text.replaceAll(',', '').trim()
  if (plain === '') return null
  const value = Number(plain)
  if (!Number.isFinite(value) || value < 0) return undefined
  return Math.round(of === 'micro_usd' ? value * microPerUsd : value)
}

/** Sets a limit; one of the same target, meter and period is replaced. */
export function LimitForm({
  people,
}: {
  readonly people: readonly { readonly id: string; readonly name: string }[]
}) {
  const words = useWords(usageWords)
  const client = useQueryClient()
  const [target, setTarget] = useState<string>(house)
  const [of, setOf] = useState<Meter>('micro_usd')
  const [period, setPeriod] = useState<LimitPeriod>('month')
  const [softText, setSoft] = useState('')
  const [hardText, setHard] = useState('')
  const [isTried, setIsTried] = useState(false)
  const [soft, hard] = [toAmount(softText, of), toAmount(hardText, of)]
  const fault =
    soft === undefined || hard === undefined || (soft === null && hard === null)
      ? words.needsAmount
      : soft !== null && hard !== null && soft > hard
        ? words.warnsFirst
        : undefined
  const setting = useMutation({
    mutationFn: () =>
      call(putLimit, {
        body: { target: toTarget(target), meter: of, period, soft: soft ?? null, hard: hard ?? null },
      }),
    onSuccess: () => {
      say({ title: words.isSet })
      setSoft('')
      setHard('')
      setIsTried(false)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['usage'] }),
  })
  const hint = of === 'micro_usd' ? words.inDollars : undefined
  const targets = [
    { value: house, label: words.house },
    ...role.options.map((value) => ({ value: value as string, label: words.eachRole[value] })),
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <form
      className="mt-4 flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (fault === undefined) setting.mutate()
      }}
    >
      <div className="flex flex-wrap gap-3">
        <Select label={words.forWhom} className="w-48" options={targets} value={target} onValue={setTarget} />
        <Select
          label={words.what}
          className="w-32"
          options={meter.options.map((value) => ({ value, label: words.meters[value] }))}
          value={of}
          onValue={setOf}
        />
        <Select
          label={words.when}
          className="w-28"
          options={limitPeriod.options.map((value) => ({ value, label: words.inPeriod[value] }))}
          value={period}
          onValue={setPeriod}
        />
        <TextField
          label={words.soft}
          className="w-28"
          inputMode="decimal"
          value={softText}
          onValue={setSoft}
          hint={hint}
        />
        <TextField
          label={words.hard}
          className="w-28"
          inputMode="decimal"
          value={hardText}
          onValue={setHard}
          hint={hint}
        />
      </div>
      {isTried && fault !== undefined ? (
        <p role="alert" className="text-bad text-xs">
          {fault}
        </p>
      ) : null}
      {setting.isError ? <ErrorState error={setting.error} small /> : null}
      <Button type="submit" busy={setting.isPending}>
        {words.set}
      </Button>
    </form>
  )
}
