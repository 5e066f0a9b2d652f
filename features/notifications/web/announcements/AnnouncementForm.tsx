import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { announceToPeople, audience } from '../../contract.ts'
import { notificationWords } from '../words.ts'
import { announcementsQuery } from './announcement-queries.ts'

export type Library = { readonly id: string; readonly name: string }

type Props = { readonly libraries: readonly Library[]; readonly onDone: () => void }

const spoken = ['en', 'ko'] as const
const nothing = { title: '', body: '' }
/** What a field of the browser holds is a moment of the place it stands at. */
const momentOf = (local: string) => (local === '' ? undefined : new Date(local).toISOString())

export function AnnouncementForm({ libraries, onDone }: Props) {
  const words = useWords(notificationWords).announcements
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [said, setSaid] = useState({ en: nothing, ko: nothing })
  const [group, setGroup] = useState('everybody')
  const [times, setTimes] = useState({ tellAt: '', beginsAt: '', endsAt: '' })
  const sending = useMutation({
    mutationFn: () => {
      const role = audience.safeParse({ kind: 'role', role: group })
      const library = audience.safeParse({ kind: 'library', libraryId: group })
      return call(announceToPeople, {
        body: {
          words: said,
          audience: role.data ?? library.data ?? { kind: 'everybody' },
          tellAt: momentOf(times.tellAt),
          beginsAt: momentOf(times.beginsAt) ?? null,
          endsAt: momentOf(times.endsAt) ?? null,
        },
      })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: announcementsQuery.queryKey })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.mutate()
  }
  const failure = sending.isError ? failureWords(sending.error) : undefined
  const { everybody, admin, member, reader } = words.groups
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid gap-3 md:grid-cols-2">
        {spoken.map((each) => (
          <div key={each} className="flex flex-col gap-3">
            <TextField
              label={words.titleIn[each]}
              required
              maxLength={150}
              lang={each}
              value={said[each].title}
              onValue={(title) => setSaid({ ...said, [each]: { ...said[each], title } })}
            />
            <TextArea
              label={words.bodyIn[each]}
              value={said[each].body}
              onValue={(body) => setSaid({ ...said, [each]: { ...said[each], body } })}
            />
          </div>
        ))}
      </div>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Select
          label={words.to}
          options={[
            { value: 'everybody', label: everybody },
            { value: 'admin', label: admin },
            { value: 'member', label: member },
            { value: 'reader', label: reader },
            ...libraries.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={group}
          onValue={setGroup}
        />
        <TextField
          label={words.tellAt}
          hint={words.tellAtHelp}
          type="datetime-local"
          value={times.tellAt}
          onValue={(tellAt) => setTimes({ ...times, tellAt })}
        />
        <TextField
          label={words.beginsAt}
          hint={words.beginsAtHelp}
          type="datetime-local"
          value={times.beginsAt}
          onValue={(beginsAt) => setTimes({ ...times, beginsAt })}
        />
        <TextField
          label={words.endsAt}
          type="datetime-local"
          value={times.endsAt}
          onValue={(endsAt) => setTimes({ ...times, endsAt })}
          error={failure && [failure.title, failure.help].filter(Boolean).join('. ')}
        />
      </div>
      <div>
        <Button type="submit" look="primary" busy={sending.isPending}>
          {words.send}
        </Button>
      </div>
    </form>
  )
}
