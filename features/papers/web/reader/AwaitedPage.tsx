import { useQuery } from '@tanstack/react-query'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { Loading } from '#web/ui/Loading.tsx'
import type { PaperFile } from '../../contract.ts'
import { firstPagePicture } from '../shown-file.ts'
import { fitChoice } from './fit-choice.ts'
import { paddingPx } from './page-layout.ts'
import { placeQuery } from './reader-queries.ts'
import { readingLight } from './reading-light.ts'

type Props = {
  readonly file: PaperFile
  /** The page that is asked for; 1 leaves it to where the person read last. */
  readonly page: number
}

/** What is looked at until the document is open: its first page as the picture there is of it, where that will stand. */
export function AwaitedPage({ file, page }: Props) {
  const { loading } = useWords(uiWords)
  const isWide = useStoredChoice(fitChoice) === 'width'
  const isDark = useStoredChoice(readingLight) === 'dark'
  // The reader asks as well, for what is true when it begins.
  const place = useQuery({ ...placeQuery(file.id), refetchOnMount: false })
  const begins = page === 1 ? (place.data?.place?.page ?? 1) : page
  // The picture is of the page as it is printed, and of the first alone.
  if (!file.hasThumbnail || isDark || begins !== 1) return <Loading rows={8} />
  return (
    <div role="status" className="h-full" style={{ padding: paddingPx }}>
      <span className="sr-only">{loading}</span>
      <img
        src={firstPagePicture(file.id)}
        alt=""
        className={classes(
          'mx-auto bg-[white] brightness-(--page-light) shadow-[0_0_0_1px_var(--color-hairline)]',
          isWide ? 'w-full' : 'h-full max-w-full object-contain',
        )}
      />
    </div>
  )
}
