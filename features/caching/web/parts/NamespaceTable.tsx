import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { type Column, FigureTable } from '#web/ui/FigureTable.tsx'
import type { CacheNamespaceFigures } from '../../contract.ts'
import { cachingWords } from '../words.ts'
import { NamespaceName } from './NamespaceName.tsx'

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false })

/** The namespaces with their figures and, beneath its name, what could be better about each. */
export function NamespaceTable({ namespaces }: { readonly namespaces: readonly CacheNamespaceFigures[] }) {
  const words = useWords(cachingWords)
  const format = useFormat()
  const columns: readonly Column<CacheNamespaceFigures>[] = [
    {
      head: words.name,
      cell: ({ name, advice }) => (
        <>
          <NamespaceName name={name} />
          {advice.map((each) => (
            <span key={each} className="block text-care text-xs">
              {words.advice[each]}
            </span>
          ))}
        </>
      ),
    },
    { head: words.hitRate, cell: ({ hitRate }) => (hitRate === null ? '' : format.percent(hitRate)) },
    {
      head: words.hits,
      cell: ({ memoryHits, sharedHits }) => (
        <>
          {format.number(memoryHits + sharedHits)}
          {sharedHits > 0 ? (
            <span className="block text-2xs text-ink-faint">{words.ofRedis(format.number(sharedHits))}</span>
          ) : null}
        </>
      ),
    },
    { head: words.loads, cell: ({ loads }) => format.number(loads) },
    { head: words.load, cell: ({ loadMs }) => `${threeDigits.format(loadMs)} ms`, wideOnly: true },
    { head: words.inMemory, cell: ({ memoryMs }) => `${threeDigits.format(memoryMs)} ms`, wideOnly: true },
    {
      head: words.forgotten,
      cell: ({ changed, expired, evictions }) => {
        const { forgottenHow } = words
        const reasons = [
          changed > 0 ? forgottenHow.changed(format.number(changed)) : [],
          expired > 0 ? forgottenHow.expired(format.number(expired)) : [],
          evictions > 0 ? forgottenHow.evicted(format.number(evictions)) : [],
        ]
        return <span className="whitespace-normal">{reasons.flat().join(', ')}</span>
      },
      isFigure: false,
      wideOnly: true,
    },
    {
      head: words.bytes,
      cell: ({ bytes, entries }) => (
        <>
          {format.sizeBytes(bytes)}
          <span className="block text-2xs text-ink-faint">{words.kept(format.number(entries))}</span>
        </>
      ),
    },
  ]
  return <FigureTable label={words.names} rows={namespaces} keyOf={({ name }) => name} columns={columns} />
}
