import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { catalogue, remoteProviderId, saveKey, saveSharedKey } from '../contract.ts'
import { ModelField } from './ModelField.tsx'
import { useNewProvider } from './useNewProvider.ts'
import { vaultWords } from './words.ts'

type Props = { readonly mayShare: boolean; readonly onDone: () => void }

export function AddProviderForm({ mayShare, onDone }: Props) {
  const words = useWords(vaultWords)
  const { cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const { form, change, choose } = useNewProvider()
  const saving = useMutation({
    mutationFn: () => {
      const { key, baseUrl, shared, ...rest } = form
      const body = { ...rest, ...(key === '' ? {} : { key }), ...(baseUrl === '' ? {} : { baseUrl }) }
      return call(shared ? saveSharedKey : saveKey, { body })
    },
    onSuccess: async ({ label, checkedAt }) => {
      say({ title: checkedAt === null ? words.savedUnchecked(label) : words.saved(label) })
      await client.invalidateQueries({ queryKey: ['keys'] })
      onDone()
    },
  })
  const isCompatible = form.provider === 'openai-compatible'
  const ownAddress = catalogue[form.provider].baseUrl
  const field = (name: 'label' | 'baseUrl' | 'key') => ({
    label: words[name],
    value: form[name],
    onValue: (value: string) => change({ [name]: value }),
  })
  return (
    <form
      className="mt-4 flex max-w-lg flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <h3 className="font-medium">{words.add}</h3>
      <Select
        label={words.provider}
        options={remoteProviderId.options.map((id) => ({
          value: id,
          label: id === 'openai-compatible' ? words.compatible : catalogue[id].name,
        }))}
        value={form.provider}
        onValue={choose}
      />
      <p className="text-ink-faint text-xs">
        {isCompatible ? words.addHelp : words.sentTo(catalogue[form.provider].name)}
      </p>
      <TextField {...field('label')} required maxLength={80} placeholder={words.labelExample} />
      <ModelField
        key={form.provider}
        provider={form.provider}
        value={form.model}
        onValue={(model) => change({ model })}
      />
      <TextField
        {...field('key')}
        type="password"
        autoComplete="off"
        required={!isCompatible}
        maxLength={500}
        hint={isCompatible ? words.keyHint : words.keyChecked}
        spellCheck={false}
      />
      <TextField
        {...field('baseUrl')}
        required={isCompatible}
        type="url"
        placeholder={ownAddress ?? 'http://127.0.0.1:11434/v1'}
        hint={isCompatible ? words.baseUrlHint : words.gatewayHint}
      />
      {mayShare ? (
        <Checkbox
          label={words.share}
          hint={words.shareHint}
          checked={form.shared}
          onChecked={(shared) => change({ shared })}
        />
      ) : null}
      {saving.error === null ? null : <ErrorState error={saving.error} small />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={saving.isPending}>
          {save}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {cancel}
        </Button>
      </div>
    </form>
  )
}
