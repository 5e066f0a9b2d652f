import { ArrowUp, Plus, X } from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { NameRow } from './record-form.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly label: string
  readonly rows: readonly NameRow[]
  readonly onRows: (rows: readonly NameRow[]) => void
}

/** People in the order of the paper, each in a row of family and given name. */
export function NamesField({ label, rows, onRows }: Props) {
  const words = useWords(paperWords)
  const change = (id: number, part: Partial<NameRow>) =>
    onRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))
  const moveUp = (index: number) =>
    onRows(rows.toSpliced(index - 1, 2, ...rows.slice(index - 1, index + 1).toReversed()))
  const add = () =>
    onRows([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, family: '', given: '' }])
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium text-ink-soft text-xs">{label}</legend>
      {rows.map((row, index) => (
        <div key={row.id} className="flex items-center gap-1.5">
          <TextField
            label={`${label} ${index + 1}: ${words.family}`}
            labelHidden
            placeholder={words.family}
            maxLength={300}
            value={row.family}
            onValue={(family) => change(row.id, { family })}
            className="min-w-0 flex-1"
          />
          <TextField
            label={`${label} ${index + 1}: ${words.given}`}
            labelHidden
            placeholder={words.given}
            maxLength={300}
            value={row.given}
            onValue={(given) => change(row.id, { given })}
            className="min-w-0 flex-1"
          />
          <IconButton
            icon={<ArrowUp aria-hidden />}
            label={words.nameUp(row.family)}
            disabled={index === 0}
            onClick={() => moveUp(index)}
          />
          <IconButton
            icon={<X aria-hidden />}
            label={words.removeName(row.family)}
            onClick={() => onRows(rows.filter(({ id }) => id !== row.id))}
          />
        </div>
      ))}
      <Button size="sm" look="quiet" className="self-start" onClick={add}>
        <Plus aria-hidden />
        {words.addName}
      </Button>
    </fieldset>
  )
}
