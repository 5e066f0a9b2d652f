import { useQuery } from '@tanstack/react-query'
import { ChevronDown, LibraryBig, Plus, RotateCcw, Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { may } from '#contract/permissions.ts'
import { librariesQuery } from '#features/accounts/web/libraries/library-queries.ts'
import { librariesWords } from '#features/accounts/web/libraries/words.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { buttonClasses } from '#web/ui/Button.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { useLibraries } from '../useLibraries.ts'
import { useMe } from '../useMe.ts'

const LibraryDialog = lazy(async () => ({
  default: (await import('#features/accounts/web/libraries/LibraryDialog.tsx')).LibraryDialog,
}))
const NewLibraryDialog = lazy(async () => ({
  default: (await import('#features/accounts/web/libraries/NewLibraryDialog.tsx')).NewLibraryDialog,
}))
const DeletedLibrariesDialog = lazy(async () => ({
  default: (await import('#features/accounts/web/libraries/DeletedLibrariesDialog.tsx'))
    .DeletedLibrariesDialog,
}))

type Props = {
  /** The library shown; undefined for all of them. */
  readonly shownId: string | undefined
  readonly onShow: (libraryId: string | undefined) => void
}

const all = 'all'

/** Says which library is shown and leads to the others, to a new one and to the people of this one. */
export function LibrarySwitcher({ shownId, onShow }: Props) {
  const words = useWords(librariesWords)
  const format = useFormat()
  const me = useMe()
  const libraries = useLibraries()
  const counts = useQuery(librariesQuery)
  const [opened, setOpened] = useState<'new' | 'people' | 'deleted' | null>(null)
  const shown = libraries.find(({ id }) => id === shownId)
  const labelOf = (id: string, name: string) => {
    const counted = counts.data?.items.find((each) => each.id === id)
    return counted
      ? words.withCount(name, format.number(counted.paperCount), counted.paperCountIsExact)
      : name
  }
  const entries: MenuEntry[] = [
    {
      kind: 'choice',
      closes: true,
      label: words.switchTo,
      value: shown?.id ?? all,
      options: [
        ...(libraries.length > 1 ? [{ value: all, label: words.allLibraries }] : []),
        ...libraries.map(({ id, name }) => ({ value: id, label: labelOf(id, name) })),
      ],
      onPick: (value) => onShow(value === all ? undefined : value),
    },
    { kind: 'line', label: 'line' },
    ...(shown?.kind === 'shared'
      ? [{ label: words.people, icon: <Users aria-hidden />, onPick: () => setOpened('people') }]
      : []),
    ...(may(me.role, 'libraries:write')
      ? [{ label: words.newLibrary, icon: <Plus aria-hidden />, onPick: () => setOpened('new') }]
      : []),
    ...((counts.data?.deleted.length ?? 0) > 0
      ? [
          {
            label: words.deletedLibraries,
            icon: <RotateCcw aria-hidden />,
            onPick: () => setOpened('deleted'),
          },
        ]
      : []),
  ]
  return (
    <>
      <Menu
        align="start"
        entries={entries}
        trigger={
          <button type="button" className={buttonClasses('quiet', 'sm')}>
            <LibraryBig aria-hidden />
            <span className="sr-only">{words.library}: </span>
            <span className="max-w-44 truncate max-sm:max-w-24">{shown?.name ?? words.allLibraries}</span>
            <ChevronDown aria-hidden />
          </button>
        }
      />
      {shown?.membership === 'reader' ? (
        <span title={words.readOnly} className="max-sm:sr-only">
          <Badge>{words.readerMark}</Badge>
        </span>
      ) : null}
      <Suspense>
        {opened === 'people' && shown?.kind === 'shared' ? (
          <LibraryDialog
            library={shown}
            me={me}
            onClose={() => setOpened(null)}
            onLeft={() => {
              setOpened(null)
              onShow(undefined)
            }}
          />
        ) : null}
        {opened === 'new' ? (
          <NewLibraryDialog
            // What is made opens its people: the name's dialog closes after that.
            onClose={() => setOpened((now) => (now === 'new' ? null : now))}
            onMade={(id) => {
              onShow(id)
              setOpened('people')
            }}
          />
        ) : null}
        {opened === 'deleted' ? <DeletedLibrariesDialog onClose={() => setOpened(null)} /> : null}
      </Suspense>
    </>
  )
}
