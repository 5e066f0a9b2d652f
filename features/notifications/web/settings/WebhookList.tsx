import { useWords } from '#web/lib/words/useWords.ts'
import type { Target } from '../../contract.ts'
import { notificationWords } from '../words.ts'
import { AddWebhook } from './AddWebhook.tsx'
import { TargetList } from './TargetList.tsx'

/** The person's own addresses that are told by HTTP. */
export function WebhookList({ targets }: { readonly targets: readonly Target[] }) {
  const words = useWords(notificationWords).settings
  const webhooks = targets.filter(({ channel }) => channel === 'webhook')
  return (
    <div>
      <h3 className="font-medium text-sm">{words.webhooks}</h3>
      <p className="text-ink-faint text-xs">{words.webhooksHelp}</p>
      <TargetList targets={webhooks} none={words.webhooksNone} />
      <AddWebhook />
    </div>
  )
}
