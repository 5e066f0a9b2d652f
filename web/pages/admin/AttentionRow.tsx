import type { AttentionItem } from '#features/admin/contract.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { AttentionLink } from './AttentionLink.tsx'
import { useAttentionActs } from './useAttentionActs.ts'
import { useAttentionWords } from './useAttentionWords.ts'
import { adminWords } from './words.ts'

/** One thing that needs somebody: what it is, since when, what can be done about it here, and where there is more. */
export function AttentionRow({ item }: { readonly item: AttentionItem }) {
  const words = useWords(adminWords)
  const format = useFormat()
  const nowMs = useNow()
  const { title, details } = useAttentionWords()(item)
  const { act, seen } = useAttentionActs(item)
  const isAlarm = item.severity === 'alarm'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-80">
        <p className="flex items-baseline gap-2">
          <StatusDot status={isAlarm ? 'bad' : 'care'} label={words.severities[item.severity]} labelHidden />
          <span className="min-w-0 break-words font-medium text-sm">{title}</span>
        </p>
        <p className="break-words pl-5 text-ink-soft text-xs">
          {details.join(' · ')}
          {item.at === null ? null : (
            <time dateTime={item.at} title={format.dateTime(item.at)} className="text-ink-faint">
              {details.length > 0 ? ' · ' : ''}
              {format.relative(item.at, nowMs)}
            </time>
          )}
        </p>
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-1.5 max-md:pl-5">
        {act === undefined ? null : (
          <Button
            size="sm"
            busy={act.isBusy}
            onClick={act.run}
            aria-label={words.actOn(words.acts[act.name], title)}
          >
            {words.acts[act.name]}
          </Button>
        )}
        <AttentionLink item={item} label={words.actOn(words.open, title)}>
          {words.open}
        </AttentionLink>
        <Button
          size="sm"
          look="quiet"
          busy={seen.isBusy}
          onClick={seen.run}
          aria-label={words.actOn(words.seen, title)}
        >
          {words.seen}
        </Button>
      </div>
    </li>
  )
}
