import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RecordField } from '#contract/record-fields.ts'
import { asApiProblem } from '#web/lib/api-problem.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { correctPaper, getPaper, type PaperDetail } from '../../contract.ts'
import { changeOf, type FieldValue, isSameValue, writtenValue } from '../record-form.ts'
import { paperWords } from '../words.ts'

/** Somebody else wrote the field since the person began: what they wrote. */
export class FieldChanged extends Error {
  override readonly name = 'FieldChanged'
  readonly theirs: FieldValue
  constructor(theirs: FieldValue) {
    super('the field was changed meanwhile')
    this.theirs = theirs
  }
}

export type Correction = {
  readonly field: RecordField
  /** What the person saw when they began. */
  readonly before: FieldValue
  readonly value: FieldValue
  readonly label: string
}

const mostTries = 4

/** Writes one field of a record. A record that changed elsewhere is no obstacle, the same field changed elsewhere is. */
export function useCorrectField(paper: PaperDetail) {
  const words = useWords(paperWords)
  const { undo } = useWords(uiWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const params = { paperId: paper.id }
  const keep = (saved: PaperDetail) => {
    client.setQueryData(['paper', paper.id], saved)
    void client.invalidateQueries({ queryKey: ['papers'] })
    void client.invalidateQueries({ queryKey: ['paper', paper.id, 'citation'] })
  }
  const write = async ({ field, before, value }: Correction, handsBack: boolean) => {
    let seen = client.getQueryData<PaperDetail>(['paper', paper.id]) ?? paper
    for (let tries = 1; ; tries++) {
      const now = writtenValue(seen, field)
      if (!isSameValue(now, before)) throw new FieldChanged(now)
      const release = handsBack ? { release: [field] } : {}
      try {
        return await call(correctPaper, {
          params,
          body: { ...changeOf(field, value), ...release, version: seen.version },
        })
      } catch (error) {
        if (asApiProblem(error).code !== 'paper_changed' || tries === mostTries) throw error
        seen = await call(getPaper, { params })
        client.setQueryData(['paper', paper.id], seen)
      }
    }
  }
  const undoing = useMutation({
    mutationFn: ({ correction, wasPersons }: { correction: Correction; wasPersons: boolean }) =>
      write({ ...correction, before: correction.value, value: correction.before }, !wasPersons),
    onSuccess: keep,
    onError: (error) =>
      say(
        error instanceof FieldChanged
          ? { title: words.fieldChanged, tone: 'bad' }
          : { ...failureWords(error), tone: 'bad' },
      ),
  })
  return useMutation({
    scope: { id: `record ${paper.id}` },
    mutationFn: (correction: Correction) => write(correction, false),
    onMutate: ({ field }) => {
      const origin = paper.origins[field]
      return { wasPersons: origin?.source === 'person' || origin?.chosen === true }
    },
    onSuccess: (saved, correction, { wasPersons }) => {
      keep(saved)
      say({
        title: words.fieldSaved(correction.label),
        action: { label: undo, run: () => undoing.mutate({ correction, wasPersons }) },
      })
    },
  })
}
