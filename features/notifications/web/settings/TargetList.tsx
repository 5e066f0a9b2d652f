import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { say } from '#web/ui/toasts.ts'
import { removeTarget, type Target } from '../../contract.ts'
import { notificationWords } from '../words.ts'
import { settingsQuery } from './settings-query.ts'

type Props = {
  readonly targets: readonly Target[]
  /** The one that is this browser. */
  readonly own?: Target['id'] | undefined
  readonly none: string
  readonly onRemoved?: (id: Target['id']) => Promise<void> | undefined
}

/** Addresses of a channel, each of which can be taken away. */
export function TargetList({ targets, own, none, onRemoved }: Props) {
  const words = useWords(notificationWords).settings
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const removing = useMutation({
    mutationFn: async (targetId: Target['id']) => {
      await call(removeTarget, { params: { targetId } })
      await onRemoved?.(targetId)
    },
    onSettled: () => client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  if (targets.length === 0) return <p className="py-2 text-ink-soft text-sm">{none}</p>
  return (
    <ul className="my-2 divide-y border-y">
      {targets.map(({ id, label, host }) => (
        <li key={id} className="flex items-center gap-2 py-1.5">
          <span className="min-w-0 flex-1 truncate text-sm">
            {label} <span className="text-ink-faint">{host}</span>
          </span>
          {id === own ? <Badge>{words.push.own}</Badge> : null}
          <IconButton
            icon={<Trash2 aria-hidden />}
            label={words.remove(label)}
            onClick={() => removing.mutate(id)}
          />
        </li>
      ))}
    </ul>
  )
}
