import type { AttentionItem } from '#features/admin/contract.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { AttentionRow } from './AttentionRow.tsx'
import { adminWords } from './words.ts'

/** What needs somebody now, the worst first, each with what can be done about it. */
export function AttentionList({ items }: { readonly items: readonly AttentionItem[] }) {
  const words = useWords(adminWords)
  const format = useFormat()
  return (
    <section aria-labelledby="attention" className="pt-6 pb-section">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="attention" className="font-semibold text-base">
          {words.attention}
        </h2>
        <p role="status" className="text-ink-faint text-xs">
          {items.length === 0 ? '' : words.counted(items.length, format.number(items.length))}
        </p>
      </div>
      {items.length === 0 ? (
        <div className="mt-2 border-good border-l-2 py-0.5 pl-3">
          <p className="font-medium text-sm">{words.nothing}</p>
          <p className="text-ink-soft text-sm">{words.nothingHelp}</p>
        </div>
      ) : (
        <>
          <p className="text-ink-faint text-xs">{words.attentionHelp}</p>
          <ul aria-label={words.attention} className="mt-2 divide-y border-y">
            {items.map((item) => (
              <AttentionRow key={item.key} item={item} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
