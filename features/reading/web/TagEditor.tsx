import { Combobox } from '@base-ui/react/combobox'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type Ref, useState } from 'react'
import { usePageStands } from '#web/lib/first-drawing.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { TagChip } from '#web/ui/TagChip.tsx'
import { say } from '#web/ui/toasts.ts'
import { tagsQuery } from './tags-query.ts'
import { useTagPaper } from './useTagPaper.ts'
import { readingWords } from './words.ts'

type Props = {
  readonly paper: {
    readonly id: string
    readonly libraryId: string
    readonly tags: readonly { readonly id: string; readonly name: string; readonly colour: string | null }[]
  }
  readonly mayWrite: boolean
  /** Where names are written, for who wants it focused. */
  readonly field?: Ref<HTMLInputElement>
}

const plus = <Plus className="pointer-events-none absolute left-1.5 size-3 text-ink-faint" aria-hidden />
const fieldClasses =
  'h-[1.375rem] w-28 rounded-sm border border-hairline border-dashed bg-transparent pr-1 pl-6 text-xs hover:border-edge focus:border-accent focus:border-solid focus:outline-none pointer-coarse:h-9 pointer-coarse:w-36'

/** The tags of a paper: take off with a press, add by writing; a name that is new becomes a tag. */
export function TagEditor({ paper, mayWrite, field }: Props) {
  const words = useWords(readingWords)
  const { undo } = useWords(uiWords)
  const isAnswering = usePageStands()
  const known = useQuery({ ...tagsQuery, enabled: mayWrite })
  const [written, setWritten] = useState('')
  const { names, setNames } = useTagPaper(paper)
  const colours = new Map([...(known.data?.items ?? []), ...paper.tags].map((tag) => [tag.name, tag.colour]))
  const name = written.trim()
  const offered = (known.data?.items ?? [])
    .filter((tag) => tag.libraryId === paper.libraryId && !names.includes(tag.name))
    .map((tag) => tag.name)
  const isNew = name !== '' && ![...offered, ...names].some((one) => one.toLowerCase() === name.toLowerCase())
  const takeOff = (taken: string) =>
    setNames(
      names.filter((one) => one !== taken),
      {
        onSuccess: () =>
          say({ title: words.tookOff(taken), action: { label: undo, run: () => setNames(names) } }),
      },
    )
  const add = (added: string | null) => {
    if (added === null) return
    setWritten('')
    setNames([...names, added])
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {names.map((tagName) => (
        <TagChip
          key={tagName}
          name={tagName}
          colour={colours.get(tagName) ?? null}
          remove={
            mayWrite
              ? {
                  label: words.removeTag(tagName),
                  onRemove: () => takeOff(tagName),
                }
              : undefined
          }
        />
      ))}
      {mayWrite && !isAnswering ? (
        <span className="relative inline-flex items-center">
          {plus}
          <input disabled aria-label={words.addTag} placeholder={words.addTag} className={fieldClasses} />
        </span>
      ) : null}
      {mayWrite && isAnswering ? (
        <Combobox.Root
          items={isNew ? [...offered, name] : offered}
          value={null}
          onValueChange={add}
          inputValue={written}
          onInputValueChange={setWritten}
          autoHighlight
        >
          <span className="relative inline-flex items-center">
            {plus}
            <Combobox.Input
              ref={field}
              aria-label={words.addTag}
              placeholder={words.addTag}
              className={fieldClasses}
            />
          </span>
          <Combobox.Portal>
            <Combobox.Positioner sideOffset={4} align="start" className="z-40">
              <Combobox.Popup className="min-w-44 rounded-lg border border-hairline bg-sheet p-1 shadow-pop empty:hidden">
                <Combobox.List className="max-h-64 overflow-y-auto">
                  {(item: string) => (
                    <Combobox.Item
                      key={item}
                      value={item}
                      className="cursor-default rounded-md px-2 py-1.5 text-sm outline-none data-highlighted:bg-tint pointer-coarse:py-2.5"
                    >
                      {isNew && item === name ? words.newTag(item) : item}
                    </Combobox.Item>
                  )}
                </Combobox.List>
              </Combobox.Popup>
            </Combobox.Positioner>
          </Combobox.Portal>
        </Combobox.Root>
      ) : null}
    </div>
  )
}
