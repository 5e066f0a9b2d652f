import { useState } from 'react'
import { catalogue, type RemoteProviderId } from '../contract.ts'

/** What was typed so far. Switching to another provider keeps the key out of it: it is of the one before. */
export function useNewProvider() {
  const [form, setForm] = useState(() => blankFor('openai'))
  return {
    form,
    change: (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part })),
    choose: (provider: RemoteProviderId) =>
      setForm((before) => ({ ...blankFor(provider), shared: before.shared })),
  }
}

function blankFor(provider: RemoteProviderId) {
  const { name, models } = catalogue[provider]
  const isKnown = provider !== 'openai-compatible'
  return {
    provider,
    label: isKnown ? name : '',
    baseUrl: '',
    model: models[0]?.id ?? '',
    key: '',
    shared: false,
  }
}
