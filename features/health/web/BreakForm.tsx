import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Breakable } from '#contract/health.ts'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { breakPart } from '../contract.ts'
import { healthWords } from './words.ts'

const everyProvider = ''

type Props = { readonly parts: readonly Breakable[]; readonly targets: readonly string[] }

/** Breaks one part for so many seconds. */
export function BreakForm({ parts, targets }: Props) {
  const words = useWords(healthWords).gameDay
  const client = useQueryClient()
  const [part, setPart] = useState<Breakable>(parts[0] ?? 'provider')
  const [target, setTarget] = useState(everyProvider)
  const [seconds, setSeconds] = useState('30')
  const wanted = breakPart.body.safeParse({
    part,
    target: part === 'provider' && target !== everyProvider ? target : null,
    seconds: seconds.trim() === '' ? Number.NaN : Number(seconds),
  })
  const breaking = useMutation({
    mutationFn: (body: NonNullable<typeof wanted.data>) => call(breakPart, { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['health'] }),
  })
  const models = [everyProvider, ...targets].map((value) => ({
    value,
    label: value === everyProvider ? words.everyProvider : value,
  }))
  return (
    <form
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted.success) breaking.mutate(wanted.data)
      }}
    >
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={words.what}
          className="w-44"
          options={parts.map((value) => ({ value, label: words.parts[value] }))}
          value={part}
          onValue={setPart}
        />
        {part === 'provider' ? (
          <Select label={words.which} className="w-52" options={models} value={target} onValue={setTarget} />
        ) : null}
        <TextField
          label={words.seconds}
          className="w-28"
          inputMode="numeric"
          value={seconds}
          onValue={setSeconds}
          error={wanted.success ? undefined : words.fault}
        />
      </div>
      <p className="text-ink-soft text-xs">{words.effects[part]}</p>
      {breaking.isError ? <ErrorState error={breaking.error} small /> : null}
      <Button type="submit" look="danger" busy={breaking.isPending} disabled={!wanted.success}>
        {words.breakIt}
      </Button>
    </form>
  )
}
