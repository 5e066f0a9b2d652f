import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { Loading } from '#web/ui/Loading.tsx'
import type { PaperFile } from '../../contract.ts'
import { firstPagePicture } from '../first-page-picture.ts'
import { fitChoice } from './fit-choice.ts'
import { paddingPx } from './page-layout.ts'
import { readingLight } from './reading-light.ts'

type Props = {
  readonly file: PaperFile
  /** Where the reader will begin. */
  readonly page: number
}

/** What is looked at until the document is open: its first page as the picture there is of it, where that will stand. */
export function AwaitedPage({ file, page }: Props) {
  const { loading } = useWords(uiWords)
  const isWide = useStoredChoice(fitChoice) === 'width'
  const isDark = useStoredChoice(readingLight) === 'dark'
  // The picture is of the page as it is printed, and of the first alone.
  if (!file.hasThumbnail || isDark || page !== 1) return <Loading rows={8} />
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
