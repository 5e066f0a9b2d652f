import { Rows3, Table2 } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { libraryWords } from '../words.ts'
import type { View } from './columns.ts'

const ColumnsMenu = lazy(async () => ({ default: (await import('./ColumnsMenu.tsx')).ColumnsMenu }))

type Props = { readonly view: View; readonly onView: (view: View) => void }

/** Two lines a paper, or a table and its columns; where there is room for columns. */
export function ViewButtons({ view, onView }: Props) {
  const words = useWords(libraryWords)
  const isTable = view === 'table'
  return (
    <>
      <IconButton
        className="max-md:hidden"
        icon={isTable ? <Rows3 aria-hidden /> : <Table2 aria-hidden />}
        label={isTable ? words.asRows : words.asTable}
        keys="v"
        onClick={() => onView(isTable ? 'rows' : 'table')}
      />
      <Suspense>{isTable ? <ColumnsMenu /> : null}</Suspense>
    </>
  )
}
