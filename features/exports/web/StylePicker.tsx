import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { stylesQuery } from './cite-queries.ts'
import { exportWords } from './words.ts'

type Props = { readonly value: string; readonly onValue: (style: string) => void }

/** The styles, searched by name; those of common use stand first. */
export function StylePicker({ value, onValue }: Props) {
  const words = useWords(exportWords)
  const format = useFormat()
  const [search, setSearch] = useState('')
  const styles = useQuery(stylesQuery(search.trim()))
  return (
    <div className="flex flex-col gap-1.5">
      <TextField label={words.findStyle} value={search} onValue={setSearch} />
      {styles.isPending ? <Loading rows={3} /> : null}
      {styles.isError ? (
        <ErrorState error={styles.error} onRetry={() => void styles.refetch()} small />
      ) : null}
      {styles.data?.items.length === 0 ? <p className="text-ink-soft text-sm">{words.noStyles}</p> : null}
      <ul
        aria-label={words.style}
        className="max-h-36 divide-y overflow-y-auto rounded-md border empty:hidden"
      >
        {styles.data?.items.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === value}
              onClick={() => onValue(id)}
              className={classes(
                'w-full truncate px-2.5 py-1.5 text-left text-sm hover:bg-wash pointer-coarse:py-2.5',
                id === value && 'bg-tint font-medium text-accent',
              )}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
      {(styles.data?.moreCount ?? 0) > 0 ? (
        <p className="text-ink-faint text-xs">
          {words.moreStyles(format.number(styles.data?.moreCount ?? 0))}
        </p>
      ) : null}
    </div>
  )
}
