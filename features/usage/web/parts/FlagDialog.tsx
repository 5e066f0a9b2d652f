import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { clearFlag, limitFlagged, lockFlagged, type UsageFlag } from '../../contract.ts'
import { usageWords } from '../words.ts'

export type FlagDecision = 'clear' | 'limit' | 'lock'

type Props = { readonly flag: UsageFlag; readonly decision: FlagDecision; readonly onClose: () => void }

/** Asks for the note of a decision, and for the limit where it is one. */
export function FlagDialog({ flag, decision, onClose }: Props) {
  const words = useWords(usageWords)
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const [most, setMost] = useState('10')
  const analysesPerDay = /^\d{1,6}$/.test(most.trim()) ? Number(most) : undefined
  const decide = async () => {
    const params = { usageFlagId: flag.id }
    if (decision === 'clear') await call(clearFlag, { params, body: { note } })
    else if (decision === 'lock') await call(lockFlagged, { params, body: { note } })
    else if (analysesPerDay !== undefined)
      await call(limitFlagged, { params, body: { note, analysesPerDay } })
    await client.invalidateQueries({ queryKey: ['usage'] })
  }
  return (
    <ConfirmDialog
      title={words.decideTitles[decision](flag.person.name)}
      confirm={words.decisions[decision]}
      look={decision === 'lock' ? 'danger' : 'primary'}
      ready={decision !== 'limit' || analysesPerDay !== undefined}
      onConfirm={decide}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <p>{words.decideHelp[decision]}</p>
        {decision === 'limit' ? (
          <TextField
            label={words.analysesPerDay}
            inputMode="numeric"
            value={most}
            onValue={setMost}
            error={analysesPerDay === undefined ? words.needsAmount : undefined}
          />
        ) : null}
        <TextField label={words.note} maxLength={500} value={note} onValue={setNote} />
      </div>
    </ConfirmDialog>
  )
}
