import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { type KeyFormula, previewKeyFormula, setKeyFormula } from '../contract.ts'
import { FormulaPreview } from './FormulaPreview.tsx'
import { useFormulaFault } from './useFormulaFault.ts'
import { exportWords } from './words.ts'

type Props = { readonly saved: KeyFormula; readonly mayWrite: boolean }

/** The formula with a look at what it would do before it is saved. */
export function FormulaForm({ saved, mayWrite }: Props) {
  const words = useWords(exportWords)
  const faultWords = useFormulaFault()
  const client = useQueryClient()
  const [formula, setFormula] = useState(saved.formula)
  const [folds, setFolds] = useState(saved.folds)
  const params = { libraryId: saved.libraryId }
  const body = { formula, folds }
  const looking = useMutation({ mutationFn: () => call(previewKeyFormula, { params, body }) })
  const saving = useMutation({
    mutationFn: () => call(setKeyFormula, { params, body }),
    onSuccess: () => {
      say({ title: words.formulaSaved })
      void client.invalidateQueries({ queryKey: ['key-formula', saved.libraryId] })
    },
  })
  const error = saving.error ?? looking.error
  const change = () => {
    looking.reset()
    saving.reset()
  }
  return (
    <form
      className="flex max-w-lg flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <TextField
        label={words.formula}
        value={formula}
        onValue={(next) => {
          setFormula(next)
          change()
        }}
        readOnly={!mayWrite}
        required
        maxLength={500}
        spellCheck={false}
        hint={words.formulaHint}
        error={error === null ? undefined : faultWords(error)}
      />
      <Checkbox
        label={words.folds}
        checked={folds}
        disabled={!mayWrite}
        onChecked={(next) => {
          setFolds(next)
          change()
        }}
      />
      {mayWrite ? (
        <div className="flex gap-2">
          <Button busy={looking.isPending} onClick={() => looking.mutate()}>
            {words.preview}
          </Button>
          <Button type="submit" look="primary" busy={saving.isPending}>
            {words.save}
          </Button>
        </div>
      ) : null}
      {looking.data === undefined ? null : <FormulaPreview preview={looking.data} />}
    </form>
  )
}
