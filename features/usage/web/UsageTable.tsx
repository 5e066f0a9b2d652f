import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { UsageGrouping, UsageLine } from '../contract.ts'
import { usageWords } from './words.ts'

const number = 'py-1.5 pl-3 text-right tabular-nums'

type Props = { readonly lines: readonly UsageLine[]; readonly by: UsageGrouping }

/** A line for each model, kind of work, day or person, and their sum. */
export function UsageTable({ lines, by }: Props) {
  const words = useWords(usageWords)
  const format = useFormat()
  const sum = (of: (line: UsageLine) => number) => lines.reduce((total, line) => total + of(line), 0)
  const calls = sum((line) => line.calls)
  const unpriced = sum((line) => line.unpricedCalls)
  const nameOf = ({ label, provider }: UsageLine) => {
    if (label === null) return provider ?? words.somebody
    if (by === 'day') return format.date(`${label}T12:00:00Z`)
    return by === 'operation' ? (words.operations[label] ?? label) : label
  }
  return (
    <>
      <table className="w-full border-y text-sm">
        <thead className="text-ink-faint text-xs">
          <tr className="border-b">
            <th className="py-1.5 text-left font-medium">{words.label[by]}</th>
            <th className={`${number} font-medium`}>{words.analyses}</th>
            <th className={`${number} font-medium`}>{words.calls}</th>
            <th className={`${number} font-medium max-md:hidden`}>{words.tokensRead}</th>
            <th className={`${number} font-medium max-md:hidden`}>{words.tokensWritten}</th>
            <th className={`${number} font-medium`}>{words.cost}</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {lines.map((line) => (
            <tr key={`${line.provider} ${line.label} ${line.userId}`} className="align-top">
              <th scope="row" className="py-1.5 text-left font-normal wrap-anywhere">
                {nameOf(line)}
                {line.provider === null ? null : (
                  <span className="block text-ink-faint text-xs">{line.provider}</span>
                )}
              </th>
              <td className={number}>{format.number(line.analyses)}</td>
              <td className={number}>
                {format.number(line.calls)}
                {line.failedCalls > 0 ? (
                  <span className="block text-care text-xs">
                    {words.failed(format.number(line.failedCalls))}
                  </span>
                ) : null}
              </td>
              <td className={`${number} max-md:hidden`}>{format.number(line.inputTokens)}</td>
              <td className={`${number} max-md:hidden`}>{format.number(line.outputTokens)}</td>
              <td className={number}>
                {line.unpricedCalls === line.calls ? (
                  <span className="text-ink-faint">{words.unknown}</span>
                ) : (
                  format.costMicroUsd(line.costMicroUsd)
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot className="border-t font-medium">
          <tr>
            <th scope="row" className="py-1.5 text-left font-medium">
              {words.total}
            </th>
            <td className={number}>{format.number(sum((line) => line.analyses))}</td>
            <td className={number}>{format.number(calls)}</td>
            <td className="max-md:hidden" colSpan={2} />
            <td className={number}>
              {unpriced === calls ? words.unknown : format.costMicroUsd(sum((line) => line.costMicroUsd))}
            </td>
          </tr>
        </tfoot>
      </table>
      {unpriced > 0 ? (
        <p className="mt-2 text-ink-faint text-xs">{words.unpriced(unpriced, format.number(unpriced))}</p>
      ) : null}
    </>
  )
}
