import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import type { TrashedPaper } from '../../contract.ts'
import { trashWords } from './words.ts'

type Props = {
  readonly paper: TrashedPaper
  readonly chosen: boolean
  readonly onChosen: (chosen: boolean) => void
}

/** A paper in the trash: what it is, who put it there, and how long it stays. */
export function TrashRow({ paper, chosen, onChosen }: Props) {
  const words = useWords(trashWords)
  const format = useFormat()
  const nowMs = useNow()
  const title = paper.title === '' ? words.untitled : paper.title
  const about = [paper.authors[0], paper.year].filter((part) => part !== null && part !== undefined)
  const when = format.relative(paper.trashedAt, nowMs)
  return (
    <li className="flex items-start gap-3 px-4 py-row md:px-5">
      {paper.editable ? (
        <Checkbox
          label={<span className="sr-only">{words.choose(title)}</span>}
          checked={chosen}
          onChecked={onChosen}
        />
      ) : null}
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium" data-untranslated>
          {title}
        </p>
        <p className="text-ink-soft text-xs">{about.join(' · ')}</p>
        <p className="text-ink-faint text-xs">
          {paper.trashedBy === null ? words.trashed(when) : words.trashedBy(paper.trashedBy.name, when)}
          {' · '}
          {words.deletedFrom(format.date(paper.deletedFrom))}
        </p>
      </div>
    </li>
  )
}
