import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { say } from '#web/ui/toasts.ts'
import { changeModel, type ProviderKey } from '../contract.ts'
import { ModelField } from './ModelField.tsx'
import { vaultWords } from './words.ts'

type Props = { readonly providerKey: ProviderKey; readonly onClose: () => void }

export function ChangeModelDialog({ providerKey, onClose }: Props) {
  const words = useWords(vaultWords)
  const { close, cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const [model, setModel] = useState(providerKey.model)
  const changing = useMutation({
    mutationFn: () => call(changeModel, { params: { keyId: providerKey.id }, body: { model } }),
    onSuccess: async (changed) => {
      say({ title: words.modelChanged(changed.label, changed.model) })
      await client.invalidateQueries({ queryKey: ['keys'] })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.changeModelTitle(providerKey.label)}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button
            look="primary"
            busy={changing.isPending}
            disabled={model.trim() === ''}
            onClick={() => changing.mutate()}
          >
            {save}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ModelField provider={providerKey.provider} value={model} onValue={setModel} />
        {changing.error === null ? null : <ErrorState error={changing.error} small />}
      </div>
    </Dialog>
  )
}
