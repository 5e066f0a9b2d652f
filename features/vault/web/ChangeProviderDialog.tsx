import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { say } from '#web/ui/toasts.ts'
import { changeModel, changeSharedKey, chooseStandIn, type ProviderKey } from '../contract.ts'
import { ModelField } from './ModelField.tsx'
import { vaultWords } from './words.ts'

type Props = {
  readonly providerKey: ProviderKey
  /** All that can be asked: the others may stand in. */
  readonly keys: readonly ProviderKey[]
  readonly onClose: () => void
}

const nobody = 'nobody'

export function ChangeProviderDialog({ providerKey, keys, onClose }: Props) {
  const words = useWords(vaultWords)
  const { close, cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const [model, setModel] = useState(providerKey.model)
  const [standIn, setStandIn] = useState(providerKey.standInId ?? nobody)
  // What is everybody's can be stood in for only by what everybody can ask.
  const others = keys.filter(({ id, shared }) => id !== providerKey.id && (shared || !providerKey.shared))
  const changing = useMutation({
    mutationFn: async () => {
      const params = { keyId: providerKey.id }
      const standInId = standIn === nobody ? null : standIn
      if (providerKey.shared) return call(changeSharedKey, { params, body: { model, standInId } })
      await call(chooseStandIn, { params, body: { standInId } })
      return call(changeModel, { params, body: { model } })
    },
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
      title={words.changeTitle(providerKey.label)}
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
        <Select
          label={words.standIn}
          options={[
            { value: nobody, label: words.standInNobody },
            ...others.map(({ id, label }) => ({ value: id, label })),
          ]}
          value={standIn}
          onValue={setStandIn}
        />
        <p className="-mt-2 text-ink-faint text-xs">
          {providerKey.shared ? `${words.standInHint} ${words.standInShared}` : words.standInHint}
        </p>
        {changing.error === null ? null : <ErrorState error={changing.error} small />}
      </div>
    </Dialog>
  )
}
