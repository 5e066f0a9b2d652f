import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { addressOf } from '#web/lib/address.ts'
import { useSettled } from '#web/lib/useSettled.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { auditAct, exportAudit } from '../contract.ts'
import { AuditRows } from './AuditRows.tsx'
import { type AuditSearch, auditQuery } from './audit-queries.ts'
import { auditWords } from './words.ts'

const any = 'any'
/** As long as a person pauses between letters. */
const pauseMs = 250

type Props = {
  readonly search: AuditSearch
  readonly narrow: (search: AuditSearch) => void
}

/** The trail of the whole house: searched, narrowed, and taken along. */
export function AuditTrail({ search, narrow }: Props) {
  const words = useWords(auditWords)
  const q = useSettled(search.q, pauseMs)
  const pages = useInfiniteQuery(auditQuery({ ...search, q: q?.trim() || undefined }))
  return (
    <>
      <div className="flex flex-wrap items-end gap-2 pb-3">
        <TextField
          label={words.search}
          labelHidden
          placeholder={words.search}
          type="search"
          className="min-w-0 flex-1 basis-56"
          maxLength={200}
          value={search.q ?? ''}
          onValue={(value) => narrow({ ...search, q: value === '' ? undefined : value })}
        />
        <Select
          label={words.act}
          labelHidden
          className="max-w-56"
          isSet={search.act !== undefined}
          value={search.act ?? any}
          onValue={(value) => narrow({ ...search, act: auditAct.safeParse(value).data })}
          options={[
            { value: any, label: words.anyAct },
            ...auditAct.options.map((value) => ({ value, label: words.acts[value] })),
          ]}
        />
        <a className={buttonClasses()} href={addressOf(exportAudit, { query: search })} download>
          <Download aria-hidden />
          {words.export}
        </a>
      </div>
      <AuditRows label={words.title} pages={pages} />
    </>
  )
}
