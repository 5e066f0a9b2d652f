import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { Keyboard, Terminal } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { may } from '#contract/permissions.ts'
import { useForgetLostLibraries } from '#features/accounts/web/libraries/useForgetLostLibraries.ts'
import { meQuery } from '#features/accounts/web/me-query.ts'
import { useOwnTimeZone } from '#features/accounts/web/useOwnTimeZone.ts'
import { AnnouncementBanner } from '#features/notifications/web/announcements/AnnouncementBanner.tsx'
import { NotificationBell } from '#features/notifications/web/NotificationBell.tsx'
import { useWaitingForProof } from '#web/lib/confirm-first.ts'
import { useFrameStands } from '#web/lib/first-drawing.ts'
import { useLive } from '#web/lib/useLive.ts'
import { useIsPhone } from '#web/lib/useMedia.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { ArrivalNotice } from './ArrivalNotice.tsx'
import { BottomBar } from './BottomBar.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { LiveIndicator } from './LiveIndicator.tsx'
import { Mark } from './Mark.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { Rail } from './Rail.tsx'
import { SearchBox } from './SearchBox.tsx'
import { SubjectLink } from './SubjectLink.tsx'
import { useDevice } from './useDevice.ts'
import { useFocusOnArrival } from './useFocusOnArrival.ts'
import { useShellActions } from './useShellActions.ts'
import { useSignOut } from './useSignOut.ts'
import { shellWords } from './words.ts'

const fetchPalette = () => import('./palette/CommandPalette.tsx')
const CommandPalette = lazy(async () => ({ default: (await fetchPalette()).CommandPalette }))
// Opened now and then, so fetched then.
const HelpSheet = lazy(async () => ({ default: (await import('./HelpSheet.tsx')).HelpSheet }))

const HealthLine = lazy(async () => ({
  default: (await import('#features/health/web/HealthLine.tsx')).HealthLine,
}))

const ConfirmFirst = lazy(async () => ({
  default: (await import('#features/accounts/web/security/ConfirmFirst.tsx')).ConfirmFirst,
}))

const paletteAfterMs = 1_500

/** What stands around every page of a signed-in person. */
export function Frame() {
  const words = useWords(shellWords)
  const { data: me } = useSuspenseQuery(meQuery)
  const live = useLive(me.id)
  useForgetLostLibraries(me)
  useOwnTimeZone(me)
  useDevice(me.id)
  const waitingForProof = useWaitingForProof()
  const main = useFocusOnArrival()
  const frameStands = useFrameStands()
  const isPhone = useIsPhone()
  const signOut = useSignOut()
  const [sheet, setSheet] = useState<'commands' | 'help' | null>(null)
  // The network is the outside system: once the page stands, the palette comes too, so that it opens under the first letters.
  useEffect(() => {
    const soon = setTimeout(() => void fetchPalette(), paletteAfterMs)
    return () => clearTimeout(soon)
  }, [])
  const openCommands = () => setSheet('commands')
  useShellActions({ openCommands, openHelp: () => setSheet('help'), signOut })
  return (
    <div className="flex h-dvh print:block print:h-auto">
      <a
        href="#content"
        className="absolute top-2 left-2 z-50 rounded-md bg-accent px-3 py-2 text-on-accent not-focus:sr-only"
      >
        {words.skipToContent}
      </a>
      {isPhone ? null : (
        <Rail
          foot={
            <IconButton
              icon={<Keyboard aria-hidden />}
              label={words.shortcuts}
              keys="?"
              onClick={() => setSheet('help')}
            />
          }
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col print:block">
        <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-paper px-3 md:px-4 print:hidden">
          <Mark className="size-7 shrink-0 md:hidden" />
          <SearchBox />
          <div className="ml-auto flex items-center gap-1.5">
            <LiveIndicator state={live} />
            <span className="max-md:hidden">
              <IconButton
                icon={<Terminal aria-hidden />}
                label={words.commands}
                keys="mod+k"
                onClick={openCommands}
              />
            </span>
            <NotificationBell
              toAll={(label, onGo) => (
                <Link
                  to="/notifications"
                  onClick={onGo}
                  className="block px-4 py-2 text-center text-accent text-sm hover:bg-wash"
                >
                  {label}
                </Link>
              )}
              linkTo={(subject, children, onGo) => (
                <SubjectLink subject={subject} onGo={onGo}>
                  {children}
                </SubjectLink>
              )}
            />
            <AccountMenu me={me} onSignOut={signOut} />
          </div>
        </header>
        <div className="contents print:hidden">
          <OfflineBanner />
          <AnnouncementBanner />
          <FirstSteps isPaletteOpen={sheet === 'commands'} />
        </div>
        <main ref={main} id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          {frameStands ? <Outlet /> : null}
        </main>
        {/* Below: it comes and goes with the hour, and would move the page if it stood over it. */}
        <div className="contents print:hidden">
          <Suspense>
            <HealthLine
              toDetails={
                may(me.role, 'health:read')
                  ? (label) => (
                      <Link to="/jobs/health" className="underline">
                        {label}
                      </Link>
                    )
                  : undefined
              }
            />
          </Suspense>
        </div>
        {isPhone ? <BottomBar openCommands={openCommands} /> : null}
      </div>
      <ArrivalNotice />
      <Suspense>
        {sheet === 'commands' ? <CommandPalette onClose={() => setSheet(null)} /> : null}
        {waitingForProof ? (
          <ConfirmFirst me={me} proof={waitingForProof.proof} onSettled={waitingForProof.settle} />
        ) : null}
        {sheet === 'help' ? <HelpSheet onClose={() => setSheet(null)} /> : null}
      </Suspense>
    </div>
  )
}
