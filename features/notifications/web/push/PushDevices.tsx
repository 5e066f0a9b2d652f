import { useQuery } from '@tanstack/react-query'
import { BellRing } from 'lucide-react'
import { deviceOf } from '#web/lib/device-name.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import type { Settings } from '../../contract.ts'
import { TargetList } from '../settings/TargetList.tsx'
import { notificationWords } from '../words.ts'
import { thisBrowserQuery, unsubscribeHere } from './this-browser.ts'
import { usePushHere } from './usePushHere.ts'

/** The browsers that take the person's pushes, and whether this one does. */
export function PushDevices({ settings: { targets, pushKey } }: { readonly settings: Settings }) {
  const words = useWords(notificationWords).settings.push
  const { browser, system } = deviceOf(navigator.userAgent)
  const turningOn = usePushHere(pushKey, browser && system ? words.device(browser, system) : words.unnamed)
  const { data: here } = useQuery(thisBrowserQuery)
  const devices = targets.filter(({ channel }) => channel === 'push')
  const own = devices.find(({ addressHash }) => addressHash === here?.addressHash)
  return (
    <div>
      <h3 className="font-medium text-sm">{words.title}</h3>
      <p className="text-ink-faint text-xs">{words.help}</p>
      <TargetList
        targets={devices}
        own={own?.id}
        none={words.none}
        onRemoved={(id) => (id === own?.id ? unsubscribeHere() : undefined)}
      />
      {here === undefined || own ? null : here.readiness === 'ready' ? (
        <Button busy={turningOn.isPending} onClick={() => turningOn.mutate()}>
          <BellRing aria-hidden />
          {words.turnOn}
        </Button>
      ) : (
        <p className="text-ink-soft text-sm">{words.cannot[here.readiness]}</p>
      )}
    </div>
  )
}
