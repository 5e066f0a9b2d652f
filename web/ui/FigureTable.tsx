import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export type Column<Row> = {
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** The first column names its row; figures stand at the right. */
  readonly isFigure?: boolean
  /** Left out on a phone. */
  readonly wideOnly?: boolean
}

type Props<Row> = {
  readonly label: string
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly columns: readonly Column<Row>[]
}

/** Figures in rows: the first column says what, the others how much. */
export function FigureTable<Row>({ label, rows, keyOf, columns }: Props<Row>) {
  const [first, ...others] = columns
  const classesOf = ({ isFigure = true, wideOnly = false }: Column<Row>) =>
    classes(
      'py-1.5 pl-3',
      isFigure ? 'text-right whitespace-nowrap' : 'text-left',
      wideOnly && 'max-md:hidden',
    )
  return (
    <table className="w-full text-sm" aria-label={label}>
      <thead className="border-b text-ink-faint text-xs">
        <tr>
          <th className="py-1.5 text-left font-medium">{first?.head}</th>
          {others.map((column) => (
            <th key={column.head} className={classes(classesOf(column), 'font-medium')}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map((row) => (
          <tr key={keyOf(row)} className="align-top">
            <th scope="row" className="py-1.5 text-left font-normal wrap-anywhere">
              {first?.cell(row)}
            </th>
            {others.map((column) => (
              <td key={column.head} className={classesOf(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
