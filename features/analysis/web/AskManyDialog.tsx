import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { say } from '#web/ui/toasts.ts'
import { requestAnalysis } from '../contract.ts'
import { AskFields } from './AskFields.tsx'
import { analysisWords } from './words.ts'

/** Papers that are asked about in one go: each is a question of its own, with its own answers and its own price. */
export const mostAskedAtOnce = 200

type Props = {
  readonly paperIds: readonly string[]
  readonly onClose: () => void
}

/** Asks about many papers, one after the other; the readers work in the background. */
export function AskManyDialog({ paperIds, onClose }: Props) {
  const words = useWords(analysisWords)
  const failureWords = useFailureWords()
  const format = useFormat()
  const { close } = useWords(uiWords)
  const client = useQueryClient()
  const [asked, setAsked] = useState<number | undefined>(undefined)
  const count = paperIds.length
  const onAsk: Parameters<typeof AskFields>[0]['onAsk'] = async (body) => {
    let done = 0
    try {
      for (const paperId of paperIds) {
        await call(requestAnalysis, { params: { paperId }, body })
        done += 1
        setAsked(done)
      }
      say({ title: words.askedAboutMany(count, format.number(count)) })
      onClose()
    } catch (error) {
      // What is asked is asked: the rest waits for the person.
      say({
        title: words.askedAboutSome(format.number(done), format.number(count)),
        help: failureWords(error).title,
        tone: 'bad',
      })
      setAsked(undefined)
    } finally {
      void client.invalidateQueries({ queryKey: ['analyses'] })
      void client.invalidateQueries({ queryKey: ['papers'] })
    }
  }
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.askManyTitle(count, format.number(count))}
      closeLabel={close}
    >
      {count > mostAskedAtOnce ? (
        <p className="text-ink-soft">{words.askFewer(format.number(mostAskedAtOnce))}</p>
      ) : (
        <div className="flex flex-col gap-4">
          <AskFields onAsk={onAsk} />
          {asked === undefined ? null : (
            <ProgressBar
              label={words.askingMany}
              percent={(asked / count) * 100}
              value={`${format.number(asked)} / ${format.number(count)}`}
            />
          )}
        </div>
      )}
    </Dialog>
  )
}
