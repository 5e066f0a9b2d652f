import { Link } from '@tanstack/react-router'
import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useKept } from '#web/lib/kept.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { shellWords } from './words.ts'

function subscribe(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Says that the machine has no network, and what that means here. The place for it stands always, so that it is read aloud. */
export function OfflineBanner() {
  const words = useWords(shellWords)
  const kept = useKept()
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status">
      {isOnline ? null : (
        <p className="flex items-center gap-2 border-b bg-care-tint px-4 py-1.5 text-care text-xs">
          <WifiOff className="size-3.5 shrink-0" aria-hidden />
          <span>
            {words.offline}{' '}
            {kept.length === 0 ? null : (
              <Link to="/kept" className="underline">
                {words.keptHere(kept.length)}
              </Link>
            )}
          </span>
        </p>
      )}
    </div>
  )
}
