import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { ModelCharges } from '../../contract.ts'
import { analysisSettingsWords } from './words.ts'

const number = 'py-1.5 pl-3 text-right tabular-nums'

/** A line for each model, and their sum. */
export function ChargesTable({ charges }: { readonly charges: readonly ModelCharges[] }) {
  const words = useWords(analysisSettingsWords)
  const format = useFormat()
  const sum = (of: (line: ModelCharges) => number) => charges.reduce((total, line) => total + of(line), 0)
  const calls = sum((line) => line.calls)
  const unpriced = sum((line) => line.unpricedCalls)
  return (
    <>
      <table className="w-full border-y text-sm">
        <thead className="text-ink-faint text-xs">
          <tr className="border-b">
            <th className="py-1.5 text-left font-medium">{words.model}</th>
            <th className={`${number} font-medium`}>{words.calls}</th>
            <th className={`${number} font-medium max-md:hidden`}>{words.tokensRead}</th>
            <th className={`${number} font-medium max-md:hidden`}>{words.tokensWritten}</th>
            <th className={`${number} font-medium`}>{words.cost}</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {charges.map((line) => (
            <tr key={`${line.provider} ${line.model}`} className="align-top">
              <th scope="row" className="py-1.5 text-left font-normal wrap-anywhere">
                {line.model ?? line.provider}
                <span className="block text-ink-faint text-xs">{line.provider}</span>
              </th>
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
            <td className={number}>{format.number(calls)}</td>
            <td className="max-md:hidden" colSpan={2} />
            <td className={number}>
              {unpriced === calls ? words.unknown : format.costMicroUsd(sum((line) => line.costMicroUsd))}
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="mt-2 text-ink-faint text-xs">
        {words.chargesHelp}
        {unpriced > 0 ? ` ${words.unpriced(unpriced, format.number(unpriced))}` : ''}
      </p>
    </>
  )
}
