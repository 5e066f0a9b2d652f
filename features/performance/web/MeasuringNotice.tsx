import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { usePerformanceFormat } from './parts/use-performance-format.ts'
import { processesQuery } from './performance-queries.ts'
import { performanceWords } from './words.ts'

/** Says when nothing is measured, or when measuring itself has trouble; else nothing. */
export function MeasuringNotice() {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const { data } = useQuery(processesQuery)
  if (data === undefined) return null
  const { measuring, faults } = data
  if (!measuring)
    return (
      <p role="status" className="mb-4 rounded-md bg-care-tint px-3 py-2 text-care">
        <strong className="font-medium">{words.off}.</strong> {words.offHelp}
      </p>
    )
  if (faults.failures + faults.lost === 0) return null
  return (
    <p role="status" className="mb-4 rounded-md bg-care-tint px-3 py-2 text-care">
      {words.faults(format.number(faults.failures), format.number(faults.lost))}
    </p>
  )
}
