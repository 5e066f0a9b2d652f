import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Download, Ellipsis, Trash2 } from 'lucide-react'
import { addressOf } from '#web/lib/address.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { say } from '#web/ui/toasts.ts'
import {
  changeNote,
  downloadNote,
  type Note,
  type NoteVisibility,
  noteVisibility,
  removeNote,
  restoreNote,
} from '../contract.ts'
import { noteWords } from './words.ts'

type Props = { readonly note: Note; readonly mayShare: boolean; readonly onRemoved: () => void }

/** Who sees a note, its file, and the way to the trash. */
export function NoteMenu({ note, mayShare, onRemoved }: Props) {
  const words = useWords(noteWords)
  const { undo } = useWords(uiWords)
  const title = note.title === '' ? words.untitled : note.title
  const params = { noteId: note.id }
  const change = useNoteAct()
  const restore = () =>
    change.mutate(() => call(restoreNote, { params }), {
      onSuccess: () => say({ title: words.restored(title) }),
    })
  const remove = () =>
    change.mutate(() => call(removeNote, { params }), {
      onSuccess: () => say({ title: words.removed(title), action: { label: undo, run: restore } }),
    })
  const show = (visibility: NoteVisibility) =>
    change.mutate(() => call(changeNote, { params, body: { version: note.version, visibility } }))
  const entries: MenuEntry[] = [
    {
      label: words.download,
      icon: <Download aria-hidden />,
      onPick: () => window.location.assign(addressOf(downloadNote, { params })),
    },
  ]
  if (note.mayEdit && note.isMine && (mayShare || note.visibility === 'shared'))
    entries.unshift({
      kind: 'choice',
      label: words.visibility,
      value: note.visibility,
      options: noteVisibility.options.map((value) => ({ value, label: words.visibilities[value] })),
      onPick: (value) => show(noteVisibility.parse(value)),
    })
  if (note.mayEdit)
    entries.push(
      { kind: 'line', label: 'before removing' },
      {
        label: words.remove,
        icon: <Trash2 aria-hidden />,
        danger: true,
        onPick: () => {
          onRemoved()
          remove()
        },
      },
    )
  return (
    <Menu
      trigger={<IconButton label={words.actions(title)} icon={<Ellipsis aria-hidden />} />}
      entries={entries}
    />
  )
}

/** Does something to a note; whatever shows notes asks again. */
function useNoteAct() {
  const failureWords = useFailureWords()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['notes'] }),
  })
}
