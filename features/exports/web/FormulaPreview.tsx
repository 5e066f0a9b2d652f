import type { ReplyOf } from '#contract/endpoint.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { previewKeyFormula } from '../contract.ts'
import { exportWords } from './words.ts'

/** What a formula would change: the newest papers without a key, now and then. */
export function FormulaPreview({ preview }: { readonly preview: ReplyOf<typeof previewKeyFormula> }) {
  const words = useWords(exportWords)
  const format = useFormat()
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-soft text-xs">
        {words.unpinned(format.number(preview.unpinnedCount))} ·{' '}
        {words.pinned(format.number(preview.pinnedCount))}
      </p>
      {preview.items.length === 0 ? (
        <p className="text-ink-soft text-sm">{words.previewNone}</p>
      ) : (
        <table className="w-full table-fixed border-y text-sm">
          <thead>
            <tr className="text-left text-ink-faint text-xs">
              <th className="py-1 pr-3 font-medium">{words.before}</th>
              <th className="py-1 font-medium">{words.after}</th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {preview.items.map(({ paperId, title, before, after }) => (
              <tr key={paperId} title={title}>
                <td className="break-all py-1 pr-3 text-ink-soft">{before}</td>
                <td className="break-all py-1">{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
