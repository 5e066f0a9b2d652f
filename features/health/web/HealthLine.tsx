import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { healthQuery } from './health-queries.ts'
import { healthWords } from './words.ts'

const lookEveryMs = 30_000

type Props = {
  /** A link to the page of the parts; who may not see it is given none. */
  readonly toDetails?: ((label: string) => ReactNode) | undefined
}

/** What of everybody's work is held up, in one quiet line each; nothing while all is well. */
export function HealthLine({ toDetails }: Props) {
  const words = useWords(healthWords).line
  const { data } = useQuery(healthQuery(lookEveryMs))
  const notices = data?.notices ?? []
  const isFailing = toDetails !== undefined && data?.state === 'failing'
  const said = notices.length > 0 ? notices.map((notice) => words[notice]) : isFailing ? [words.failing] : []
  return (
    <div role="status">
      {said.map((sentence) => (
        <p
          key={sentence}
          className="flex items-center gap-2 border-t bg-care-tint px-4 py-1.5 text-care text-xs"
        >
          <TriangleAlert className="size-3.5 shrink-0" aria-hidden />
          <span>
            {sentence} {toDetails?.(words.details)}
          </span>
        </p>
      ))}
    </div>
  )
}
