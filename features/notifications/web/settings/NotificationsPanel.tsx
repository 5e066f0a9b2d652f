import { useMutation, useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { type OutsideChannel, sendTest } from '../../contract.ts'
import { PushDevices } from '../push/PushDevices.tsx'
import { notificationWords } from '../words.ts'
import { ChoiceTable } from './ChoiceTable.tsx'
import { RhythmFields } from './RhythmFields.tsx'
import { settingsQuery } from './settings-query.ts'
import { WebhookList } from './WebhookList.tsx'

type Props = {
  readonly administers: boolean
  /** The zone of the account. */
  readonly timeZone: string
}

/** How the person is told of what. */
export function NotificationsPanel({ administers, timeZone }: Props) {
  const words = useWords(notificationWords)
  const failureWords = useFailureWords()
  const settings = useQuery(settingsQuery)
  const testing = useMutation({
    mutationFn: (channel: OutsideChannel) => call(sendTest, { body: { channel } }),
    onSuccess: () => say({ title: words.settings.tested, help: words.settings.testedHelp }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  const leads = (way: OutsideChannel) => settings.data?.targets.some(({ channel }) => channel === way)
  const testButton = (channel: OutsideChannel) => (
    <Button size="sm" busy={testing.isPending} onClick={() => testing.mutate(channel)}>
      <Send aria-hidden />
      {words.settings.test[channel]}
    </Button>
  )
  return (
    <Section title={words.title} description={words.settings.help}>
      {settings.isPending ? <Loading rows={6} /> : null}
      {settings.isError ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} small />
      ) : null}
      {settings.data ? (
        <div className="flex flex-col gap-6">
          <ChoiceTable settings={settings.data} administers={administers} />
          <div className="flex flex-col items-start gap-3">
            {settings.data.canMail || leads('push') ? (
              <RhythmFields settings={settings.data} timeZone={timeZone} />
            ) : null}
            {settings.data.canMail ? (
              testButton('email')
            ) : (
              <p className="text-ink-faint text-xs">{words.settings.noMail}</p>
            )}
          </div>
          <div className="flex flex-col items-start gap-3 *:first:w-full">
            <PushDevices settings={settings.data} />
            {leads('push') ? testButton('push') : null}
          </div>
          <div className="flex flex-col items-start gap-3 *:first:w-full">
            <WebhookList targets={settings.data.targets} />
            {leads('webhook') ? testButton('webhook') : null}
          </div>
        </div>
      ) : null}
    </Section>
  )
}
