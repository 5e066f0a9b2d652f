import { type KeyboardEvent, useRef, useState } from 'react'
import { cslTypes } from '#contract/csl.ts'
import type { RecordField } from '#contract/record-fields.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { classes } from '#web/ui/classes.ts'
import { inputClasses } from '#web/ui/TextField.tsx'
import type { PaperDetail } from '../../contract.ts'
import { NamesField } from '../NamesField.tsx'
import {
  type Fault,
  type FieldValue,
  faultOf,
  isSameValue,
  shownValue,
  writtenValue,
} from '../record-form.ts'
import { paperWords } from '../words.ts'
import { FieldChanged, useCorrectField } from './useCorrectField.ts'

type Props = {
  readonly paper: PaperDetail
  readonly field: RecordField
  readonly label: string
  /** Ends writing; a step goes on with the field after or before. */
  readonly onEnd: (step?: 1 | -1) => void
}

const longFields: readonly RecordField[] = ['title', 'originalTitle', 'abstract']

/**
 * A field of the record as it is written. Enter saves (with Ctrl where Enter is a line), Escape takes back, Tab saves and goes
 * on; what cannot be right is said at once and keeps the field open.
 */
export function FieldEditor({ paper, field, label, onEnd }: Props) {
  const words = useWords(paperWords)
  const { save: saveWord, cancel } = useWords(uiWords)
  const failureWords = useFailureWords()
  const [before, setBefore] = useState(() => writtenValue(paper, field))
  const [value, setValue] = useState(before)
  const [theirs, setTheirs] = useState<FieldValue>()
  const frame = useRef<HTMLFieldSetElement>(null)
  const correcting = useCorrectField(paper)
  const fault = faultOf(field, value, before)
  const { error, isPending } = correcting

  const save = (step?: 1 | -1) => {
    if (fault !== undefined || isPending) return
    if (isSameValue(value, before)) {
      onEnd(step)
      return
    }
    correcting.mutate(
      { field, before, value, label },
      {
        onSuccess: () => onEnd(step),
        onError: (failure) => {
          if (!(failure instanceof FieldChanged)) return
          // From here on the person knows what they write over.
          setTheirs(failure.theirs)
          setBefore(failure.theirs)
        },
      },
    )
  }
  const isMultiline = field === 'abstract'
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onEnd()
    } else if (
      event.key === 'Enter' &&
      (typeof value !== 'string' || !isMultiline || event.ctrlKey || event.metaKey)
    ) {
      // A button inside, of the list of names, is pressed by Enter as ever.
      if (event.target instanceof HTMLButtonElement) return
      event.preventDefault()
      save()
    } else if (event.key === 'Tab' && typeof value === 'string') {
      event.preventDefault()
      save(event.shiftKey ? -1 : 1)
    }
  }
  const faultWords: Record<Fault, string> = {
    title: words.titleMissing,
    date: words.dateWrong,
    url: words.urlWrong,
    identifier: words.identifierWrong(label),
  }
  const wrong =
    fault !== undefined
      ? faultWords[fault]
      : theirs !== undefined
        ? words.fieldTheirs(shownValue(theirs) || '—')
        : error !== null && !(error instanceof FieldChanged)
          ? failureWords(error).title
          : undefined
  const shared = {
    'aria-label': label,
    'aria-invalid': wrong === undefined ? undefined : true,
    'aria-describedby': `${field}-wrong`,
    // The person just asked to write here.
    autoFocus: true,
    readOnly: isPending,
    className: classes(inputClasses, isPending && 'animate-breathe'),
  }
  return (
    <fieldset
      ref={frame}
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (frame.current?.contains(event.relatedTarget) !== true && event.relatedTarget !== null) save()
      }}
      className="flex flex-col gap-1.5 py-1.5"
    >
      {typeof value !== 'string' ? (
        <NamesField label={label} rows={value} onRows={setValue} />
      ) : (
        <>
          <span className="text-ink-faint text-xs" aria-hidden>
            {label}
          </span>
          {field === 'type' ? (
            <select
              {...shared}
              disabled={isPending}
              value={value}
              onChange={(event) => setValue(event.target.value)}
            >
              {cslTypes.map((type) => (
                <option key={type} value={type}>
                  {words.typeNames[type]}
                </option>
              ))}
            </select>
          ) : longFields.includes(field) ? (
            <textarea
              {...shared}
              rows={isMultiline ? 10 : 2}
              maxLength={isMultiline ? 50_000 : 2_000}
              value={value}
              onChange={(event) => setValue(event.target.value)}
              className={classes(shared.className, 'h-auto resize-y py-1.5 pointer-coarse:h-auto')}
            />
          ) : (
            <input
              {...shared}
              maxLength={2_000}
              spellCheck={field === 'venue' || field === 'publisher'}
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </>
      )}
      <p
        id={`${field}-wrong`}
        role={wrong === undefined ? undefined : 'alert'}
        className="text-bad text-xs empty:hidden"
      >
        {wrong}
      </p>
      {field === 'year' && wrong === undefined ? (
        <p className="text-ink-faint text-xs">{words.dateHint}</p>
      ) : null}
      {field === 'language' ? <p className="text-ink-faint text-xs">{words.languageHint}</p> : null}
      <div className="flex gap-2">
        <Button
          size="sm"
          look="primary"
          busy={isPending}
          disabled={fault !== undefined}
          onClick={() => save()}
        >
          {saveWord}
        </Button>
        <Button size="sm" look="quiet" onClick={() => onEnd()}>
          {cancel}
        </Button>
      </div>
    </fieldset>
  )
}
