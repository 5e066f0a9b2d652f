import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { type AlertRule, healthSentences, saveAlertRule } from '../contract.ts'
import { healthWords } from './words.ts'

const fields = ['raiseAt', 'clearAt', 'forSeconds'] as const
type Field = (typeof fields)[number]

/** Changes the thresholds of one figure. */
export function RuleForm({ rule, onClose }: { readonly rule: AlertRule; readonly onClose: () => void }) {
  const words = useWords(healthWords)
  const { metrics } = healthSentences[useStoredChoice(language)]
  const client = useQueryClient()
  const [enabled, setEnabled] = useState(rule.enabled)
  const [texts, setTexts] = useState<Readonly<Record<Field, string>>>({
    raiseAt: String(rule.raiseAt),
    clearAt: String(rule.clearAt),
    forSeconds: String(rule.forSeconds),
  })
  const number = (field: Field) => (texts[field].trim() === '' ? Number.NaN : Number(texts[field]))
  const wanted = saveAlertRule.body.safeParse({
    enabled,
    raiseAt: number('raiseAt'),
    clearAt: number('clearAt'),
    forSeconds: number('forSeconds'),
  })
  const saving = useMutation({
    mutationFn: (body: NonNullable<typeof wanted.data>) =>
      call(saveAlertRule, { params: { metric: rule.metric }, body }),
    onSuccess: () => {
      say({ title: words.saved })
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['health'] }),
  })
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={words.changeTitle}
      description={metrics[rule.metric]}
      closeLabel={words.cancel}
    >
      <form
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted.success) saving.mutate(wanted.data)
        }}
      >
        <Checkbox label={words.enabled} checked={enabled} onChecked={setEnabled} />
        <div className="flex flex-wrap gap-3">
          {fields.map((field) => (
            <TextField
              key={field}
              label={words[field]}
              className="w-28"
              inputMode="decimal"
              value={texts[field]}
              onValue={(value) => setTexts({ ...texts, [field]: value })}
            />
          ))}
        </div>
        {wanted.success ? null : (
          <p role="alert" className="text-bad text-xs">
            {words.fault}
          </p>
        )}
        {saving.isError ? <ErrorState error={saving.error} small /> : null}
        <Button type="submit" look="primary" busy={saving.isPending} disabled={!wanted.success}>
          {words.save}
        </Button>
      </form>
    </Dialog>
  )
}
