import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useFormat } from '#web/lib/format.ts'
import { type KeptPaper, letGo } from '#web/lib/kept.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { keptWords } from './words.ts'

/** A kept paper: how much room it takes, of when it is, and the way to let it go. */
export function KeptRow({ paper: { id, title, sizeBytes, keptAt } }: { readonly paper: KeptPaper }) {
  const words = useWords(keptWords)
  const format = useFormat()
  return (
    <li className="flex items-center gap-3 py-row">
      <div className="min-w-0 flex-1">
        <Link
          to="/papers/$paperId"
          params={{ paperId: id }}
          className="line-clamp-2 font-medium hover:text-accent hover:underline"
        >
          <span data-untranslated>{title}</span>
        </Link>
        <p className="text-ink-faint text-xs">
          {format.sizeBytes(sizeBytes)} · {words.keptAt(format.dateTime(keptAt))}
        </p>
      </div>
      <IconButton icon={<Trash2 aria-hidden />} label={words.letGo} onClick={() => void letGo(id)} />
    </li>
  )
}
