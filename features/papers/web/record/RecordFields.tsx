import { type ReactNode, useRef, useState } from 'react'
import { type RecordField, recordFields } from '#contract/record-fields.ts'
import { useActions } from '#web/lib/actions.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import type { PaperDetail } from '../../contract.ts'
import { neighbourOf } from '../record-form.ts'
import { shownField } from '../shown-field.ts'
import { useOriginWords } from '../useOriginWords.ts'
import { paperWords } from '../words.ts'
import { FieldEditor } from './FieldEditor.tsx'
import { FieldRow } from './FieldRow.tsx'

type Props = {
  readonly paper: PaperDetail
  readonly mayWrite: boolean
  /** What stands beside a field: other values to choose from, say. */
  readonly fieldTools?: ((field: RecordField, label: string) => ReactNode) | undefined
}

/** The bibliographic record, each field with where it came from, written where it stands. */
export function RecordFields({ paper, mayWrite, fieldTools }: Props) {
  const words = useWords(paperWords)
  const format = useFormat()
  const originWords = useOriginWords(paper.origins)
  const [editing, setEditing] = useState<RecordField>()
  const [showsEmpty, setShowsEmpty] = useState(false)
  // Whose pencil takes the focus when it is drawn in the place of its input, so that the keyboard goes on from there.
  const returning = useRef<RecordField>(undefined)
  useActions(
    mayWrite
      ? [
          {
            id: 'paper.edit',
            title: words.edit,
            group: words.details,
            keys: 'e',
            run: () => setEditing('title'),
          },
        ]
      : [],
  )
  const rows = recordFields.map((field) => ({ field, value: shownField(paper.csl, field, words) }))
  const hidden = rows.filter(({ field, value }) => value === '' && field !== editing).length
  const end = (field: RecordField, step?: 1 | -1) => {
    const next = step === undefined ? undefined : neighbourOf(field, step)
    returning.current = next === undefined ? field : undefined
    setEditing(next)
  }
  return (
    <section>
      <div className="mb-1 flex items-center justify-between gap-2">
        <h2 className="font-medium text-ink-faint text-xs">{words.details}</h2>
        {mayWrite && hidden > 0 ? (
          <Button
            size="sm"
            look="quiet"
            aria-expanded={showsEmpty}
            onClick={() => setShowsEmpty(!showsEmpty)}
          >
            {showsEmpty ? words.fewerFields : words.emptyFields(hidden)}
          </Button>
        ) : null}
      </div>
      <div className="divide-y border-y">
        {rows.map(({ field, value }) => {
          if (field === editing)
            return (
              <FieldEditor
                key={field}
                paper={paper}
                field={field}
                label={words[field]}
                onEnd={(step) => end(field, step)}
              />
            )
          if (value === '' && !showsEmpty) return null
          return (
            <dl key={field}>
              <FieldRow
                label={words[field]}
                value={value}
                isProse={field === 'abstract'}
                origin={originWords(field)}
                tools={fieldTools?.(field, words[field])}
                onEdit={mayWrite ? () => setEditing(field) : undefined}
                editRef={(button) => {
                  if (button === null || returning.current !== field) return
                  returning.current = undefined
                  button.focus()
                }}
              />
            </dl>
          )
        })}
        <dl>
          {paper.citationKey === null ? null : (
            <FieldRow label={words.citationKey} value={paper.citationKey} origin={undefined} />
          )}
          <FieldRow label={words.added} value={format.dateTime(paper.addedAt)} origin={undefined} />
        </dl>
      </div>
    </section>
  )
}
