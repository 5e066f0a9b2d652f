import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { say } from '#web/ui/toasts.ts'
import { removeTarget, type Target } from '../../contract.ts'
import { notificationWords } from '../words.ts'
import { AddWebhook } from './AddWebhook.tsx'
import { settingsQuery } from './settings-query.ts'

/** The person's own addresses that are told by HTTP. */
export function WebhookList({ targets }: { readonly targets: readonly Target[] }) {
  const words = useWords(notificationWords).settings
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const removing = useMutation({
    mutationFn: (targetId: Target['id']) => call(removeTarget, { params: { targetId } }),
    onSettled: () => client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  const webhooks = targets.filter(({ channel }) => channel === 'webhook')
  return (
    <div>
      <h3 className="font-medium text-sm">{words.webhooks}</h3>
      <p className="text-ink-faint text-xs">{words.webhooksHelp}</p>
      {webhooks.length === 0 ? <p className="py-2 text-ink-soft text-sm">{words.webhooksNone}</p> : null}
      <ul className="my-2 divide-y border-y empty:hidden">
        {webhooks.map(({ id, label, host }) => (
          <li key={id} className="flex items-center gap-2 py-1.5">
            <span className="min-w-0 flex-1 truncate text-sm">
              {label} <span className="text-ink-faint">{host}</span>
            </span>
            <IconButton
              icon={<Trash2 aria-hidden />}
              label={words.remove(label)}
              onClick={() => removing.mutate(id)}
            />
          </li>
        ))}
      </ul>
      <AddWebhook />
    </div>
  )
}
