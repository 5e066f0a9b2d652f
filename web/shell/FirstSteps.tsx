import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { meQuery } from '#features/accounts/web/me-query.ts'
import type { GuideStep } from '#features/guide/contract.ts'
import { GuideBar } from '#features/guide/web/GuideBar.tsx'
import { useGuide } from '#features/guide/web/useGuide.ts'
import { runActionWhenOffered } from '#web/lib/actions.ts'
import { Button } from '#web/ui/Button.tsx'

/** The guide over every page, until its steps are done or not wanted. */
export function FirstSteps({ isPaletteOpen }: { readonly isPaletteOpen: boolean }) {
  const { data: me } = useSuspenseQuery(meQuery)
  const guide = useGuide(me.role)
  const navigate = useNavigate()
  const hasClaim = useSearch({ strict: false, select: ({ claim }) => claim !== undefined })
  const hasWords = useSearch({ strict: false, select: ({ q }) => q !== undefined })
  const isFinding = isPaletteOpen || hasWords
  const note = guide?.note
  const isWaiting = (step: GuideStep) => guide?.left.includes(step) === true
  const notesClaim = hasClaim && isWaiting('claim')
  const notesFind = isFinding && isWaiting('find')
  // The server is the outside system: these two leave no other trace there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: noted once, when it happens
  useEffect(() => {
    if (notesClaim) note?.('claim')
    if (notesFind) note?.('find')
  }, [notesClaim, notesFind])
  if (guide === undefined) return null
  const go = (step: GuideStep) => {
    if (step === 'find') return runActionWhenOffered('commands')
    if (step === 'add' || step === 'read' || guide.paperId === null) {
      void navigate({ to: '/' })
      if (step === 'add') runActionWhenOffered('import')
      return
    }
    void navigate({ to: '/papers/$paperId', params: { paperId: guide.paperId } })
  }
  return (
    <GuideBar
      steps={guide.steps}
      left={guide.left}
      showMe={(step, word) => (
        <Button size="sm" onClick={() => go(step)}>
          {word}
        </Button>
      )}
      onDismiss={guide.dismiss}
    />
  )
}
