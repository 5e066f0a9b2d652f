import { cslTypes } from '#contract/csl.ts'
import type { RecordField } from '#contract/record-fields.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { PaperDetail } from '../contract.ts'
import { HandBack } from './HandBack.tsx'
import { NamesField } from './NamesField.tsx'
import type { RecordForm, TextFieldName } from './record-form.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly paper: PaperDetail
  readonly form: RecordForm
  readonly onForm: (change: Partial<RecordForm>) => void
  readonly wrong: readonly TextFieldName[]
}

/** Two short fields side by side where there is room. */
const pairs = [
  ['volume', 'issue'],
  ['pages', 'edition'],
  ['publisher', 'language'],
  ['doi', 'arxivId'],
  ['pmid', 'pmcid'],
  ['isbn', 'issn'],
] as const

/** All fields of a record, each with what is wrong with it and the way back to the sources. */
export function CorrectFields({ paper, form, onForm, wrong }: Props) {
  const words = useWords(paperWords)
  const types = cslTypes.map((value) => ({ value, label: words.typeNames[value] }))
  const handBack = (field: RecordField) => (
    <HandBack
      paper={paper}
      field={field}
      release={form.release}
      onRelease={(release) => onForm({ release })}
    />
  )
  const text = (name: TextFieldName, hint?: string) => (
    <div key={name} className="min-w-0">
      <TextField
        label={words[name]}
        maxLength={2_000}
        spellCheck={name === 'title' || name === 'originalTitle' || name === 'venue'}
        value={form[name]}
        onValue={(value) => onForm({ [name]: value })}
        {...(hint === undefined ? {} : { hint })}
        error={wrong.includes(name) ? errorOf(name) : undefined}
      />
      {handBack(name === 'date' ? 'year' : name)}
    </div>
  )
  const errorOf = (name: TextFieldName) =>
    name === 'date' ? words.dateWrong : words.identifierWrong(words[name])
  return (
    <>
      <Select label={words.type} options={types} value={form.type} onValue={(type) => onForm({ type })} />
      {text('title')}
      {text('originalTitle')}
      <div>
        <NamesField label={words.authors} rows={form.authors} onRows={(authors) => onForm({ authors })} />
        {handBack('authors')}
      </div>
      <NamesField label={words.editors} rows={form.editors} onRows={(editors) => onForm({ editors })} />
      <div className="grid gap-3 sm:grid-cols-[11rem_1fr]">
        {text('date', words.dateHint)}
        {text('venue')}
      </div>
      {pairs.map(([one, other]) => (
        <div key={one} className="grid gap-3 sm:grid-cols-2">
          {text(one)}
          {text(other, other === 'language' ? words.languageHint : undefined)}
        </div>
      ))}
      {text('url')}
      <div>
        <TextArea
          label={words.abstract}
          rows={7}
          maxLength={50_000}
          value={form.abstract}
          onValue={(abstract) => onForm({ abstract })}
        />
        {handBack('abstract')}
      </div>
    </>
  )
}
