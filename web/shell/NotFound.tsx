import { Link, useLocation } from '@tanstack/react-router'
import { runAction } from '#web/lib/actions.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button, buttonClasses } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { shellWords } from './words.ts'

/** No page has this address; the navigation and the search still stand around it. */
export function NotFound() {
  const words = useWords(shellWords)
  const path = useLocation({ select: ({ pathname }) => pathname })
  useTitle(words.notFound)
  return (
    <div className="flex-1 overflow-y-auto bg-sheet">
      <EmptyState
        level={1}
        title={words.notFound}
        actions={
          <>
            <Link to="/" className={buttonClasses('primary')}>
              {words.toLibrary}
            </Link>
            <Button onClick={() => runAction('commands')}>
              {words.commands}
              <span aria-hidden className="pointer-coarse:hidden">
                <Kbd keys="mod+k" />
              </span>
            </Button>
          </>
        }
      >
        {words.notFoundHelp}
        <code className="mt-2 block break-all font-mono text-ink-faint text-xs">{path}</code>
      </EmptyState>
    </div>
  )
}
