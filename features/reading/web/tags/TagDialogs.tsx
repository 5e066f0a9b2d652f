import { useQueryClient } from '@tanstack/react-query'
import { tagId } from '#contract/ids.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NameDialog } from '#web/ui/NameDialog.tsx'
import { createTag, type Tag } from '../../contract.ts'
import { readingWords } from '../words.ts'
import { TagPickDialog } from './TagPickDialog.tsx'
import { isWithin } from './tag-tree.ts'
import type { NameTaken, useTagChanges } from './useTagChanges.ts'

/** What a person is doing to tags. */
export type TagDoing =
  | { readonly kind: 'new'; readonly libraryId: Tag['libraryId']; readonly parent: Tag | null }
  | { readonly kind: 'move'; readonly tag: Tag }
  | { readonly kind: 'merge'; readonly tags: readonly Tag[] }
  | { readonly kind: 'drop'; readonly tag: Tag; readonly on: Tag }
  | { readonly kind: 'taken'; readonly taken: NameTaken }

type Props = {
  readonly doing: TagDoing
  readonly tags: readonly Tag[]
  readonly changes: ReturnType<typeof useTagChanges>
  readonly onClose: () => void
}

/** The dialog of what is being done. */
export function TagDialogs({ doing, tags, changes, onClose }: Props) {
  const words = useWords(readingWords).tagTree
  const { close, cancel } = useWords(uiWords)
  switch (doing.kind) {
    case 'new':
      return <NewTagDialog {...doing} onClose={onClose} />
    case 'move':
      return (
        <TagPickDialog
          title={words.moveTitle}
          about={doing.tag.name}
          confirm={words.moveHere}
          top={words.atTop}
          tags={tags.filter(
            (each) => each.libraryId === doing.tag.libraryId && !isWithin(tags, each.id, doing.tag.id),
          )}
          onPick={(parent) =>
            changes.change(doing.tag, { parentId: parent === null ? null : tagId.parse(parent.id) })
          }
          onClose={onClose}
        />
      )
    case 'merge': {
      const [first] = doing.tags
      const isAlone = doing.tags.length === 1
      const mayTake = (each: Tag) =>
        isAlone
          ? each.id !== first?.id && !isWithin(tags, each.id, first?.id ?? '')
          : doing.tags.some(({ id }) => id === each.id)
      return (
        <TagPickDialog
          title={words.mergeTitle}
          about={doing.tags.map(({ name }) => name).join(', ')}
          confirm={words.merge}
          help={words.mergeHelp}
          tags={tags.filter((each) => each.libraryId === first?.libraryId && mayTake(each))}
          onPick={(into) => into !== null && changes.merge(doing.tags, into)}
          onClose={onClose}
        />
      )
    }
    case 'drop':
      return (
        <Dialog
          open
          onOpen={(open) => open || onClose()}
          title={words.dropTitle}
          description={words.dropAbout(doing.tag.name, doing.on.name)}
          closeLabel={close}
          actions={
            <>
              <Button look="quiet" onClick={onClose}>
                {cancel}
              </Button>
              <Button
                onClick={() => {
                  changes.merge([doing.tag], doing.on)
                  onClose()
                }}
              >
                {words.merge}
              </Button>
              <Button
                look="primary"
                onClick={() => {
                  changes.change(doing.tag, { parentId: doing.on.id })
                  onClose()
                }}
              >
                {words.moveInto}
              </Button>
            </>
          }
        >
          <p className="text-ink-soft text-sm">{words.dropHelp}</p>
        </Dialog>
      )
    case 'taken': {
      const { tag, body, name } = doing.taken
      return (
        <ConfirmDialog
          title={words.takenTitle}
          about={name}
          confirm={words.merge}
          look="primary"
          onConfirm={async () => changes.change(tag, { ...body, merges: true })}
          onClose={onClose}
        >
          <p>{words.takenHelp(tag.name, name)}</p>
        </ConfirmDialog>
      )
    }
  }
}

type NewProps = {
  readonly libraryId: Tag['libraryId']
  readonly parent: Tag | null
  readonly onClose: () => void
}

function NewTagDialog({ libraryId, parent, onClose }: NewProps) {
  const words = useWords(readingWords).tagTree
  const client = useQueryClient()
  return (
    <NameDialog
      title={words.newTitle}
      description={parent === null ? undefined : words.within(parent.name)}
      label={words.name}
      hint={words.nameHint}
      maxLength={300}
      action={words.create}
      onName={async (name) => {
        await call(createTag, { body: { name, libraryId, parentId: parent?.id ?? null } })
        await client.invalidateQueries({ queryKey: ['tags'] })
      }}
      onClose={onClose}
    />
  )
}
