import { useState } from 'react'
import { role } from '#contract/permissions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { personState } from '../../contract.ts'
import type { PeopleSearch } from '../people-query.ts'
import { accountWords } from '../words.ts'
import { peopleWords } from './words.ts'

type Props = {
  readonly search: PeopleSearch
  readonly narrow: (search: PeopleSearch) => void
}

const any = 'any'

/** Narrows the people to a part of a name or address, a role, a state. */
export function PeopleFilters({ search, narrow }: Props) {
  const words = useWords(peopleWords)
  const { roleNames } = useWords(accountWords)
  const [text, setText] = useState(search.q ?? '')
  return (
    <form
      className="mb-2 flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        narrow({ ...search, q: text.trim() === '' ? undefined : text.trim() })
      }}
    >
      <TextField
        label={words.find}
        labelHidden
        type="search"
        placeholder={words.find}
        className="min-w-0 flex-1 basis-56"
        value={text}
        onValue={setText}
        onBlur={() => {
          if (text.trim() !== (search.q ?? '')) narrow({ ...search, q: text.trim() || undefined })
        }}
      />
      <Select
        label={words.role}
        labelHidden
        className="w-36"
        isSet={search.role !== undefined}
        value={search.role ?? any}
        onValue={(value) => narrow({ ...search, role: value === any ? undefined : value })}
        options={[
          { value: any, label: words.anyRole },
          ...role.options.map((value) => ({ value, label: roleNames[value] })),
        ]}
      />
      <Select
        label={words.state}
        labelHidden
        className="w-36"
        isSet={search.state !== undefined}
        value={search.state ?? any}
        onValue={(value) => narrow({ ...search, state: value === any ? undefined : value })}
        options={[
          { value: any, label: words.anyState },
          ...personState.options.map((value) => ({ value, label: words.states[value] })),
        ]}
      />
    </form>
  )
}
