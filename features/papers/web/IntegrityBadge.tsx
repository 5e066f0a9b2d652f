import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import type { Integrity } from '../contract.ts'
import { paperWords } from './words.ts'

/** That a work was retracted, doubted or corrected after it appeared. */
export function IntegrityBadge({ integrity }: { readonly integrity: Integrity }) {
  const words = useWords(paperWords)
  return <Badge tone={integrity === 'retracted' ? 'bad' : 'care'}>{words.integrityNames[integrity]}</Badge>
}
