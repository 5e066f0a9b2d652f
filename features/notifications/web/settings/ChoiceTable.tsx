import { useWords } from '#web/lib/words/useWords.ts'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import {
  administratorTypes,
  type Channel,
  channel,
  type NotificationType,
  type Settings,
} from '../../contract.ts'
import { notificationWords } from '../words.ts'
import { useSaveSettings } from './settings-query.ts'

type Props = { readonly settings: Settings; readonly administers: boolean }

/** What is told by which way: a row for each kind of event, a column for each way. */
export function ChoiceTable({ settings, administers }: Props) {
  const words = useWords(notificationWords)
  const saving = useSaveSettings()
  const types = settings.types.filter(
    ({ type }) => type !== 'test' && (administers || !administratorTypes.includes(type)),
  )
  const choose = (type: NotificationType, channels: readonly Channel[], way: Channel, on: boolean) =>
    saving.mutate({
      choices: { [type]: on ? [...channels, way] : channels.filter((each) => each !== way) },
    })
  const isPossible = (way: Channel) => way !== 'email' || settings.canMail
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b text-ink-faint text-xs">
          <th scope="col" className="py-1 pr-2 text-left font-medium">
            {words.settings.what}
          </th>
          {channel.options.map((way) => (
            <th key={way} scope="col" className="w-14 px-0.5 py-1 text-center font-medium md:w-24">
              {words.channels[way]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {types.map(({ type, channels, isAlwaysShown }) => (
          <tr key={type} className="border-b last:border-b-0">
            <th scope="row" className="py-1 pr-2 text-left font-normal">
              {words.names[type]}
            </th>
            {channel.options.map((way) => (
              <td key={way} className="px-0.5">
                <Checkbox
                  className="justify-center"
                  label={
                    <span className="sr-only">
                      {words.names[type]}: {words.channels[way]}
                      {way === 'app' && isAlwaysShown ? ` (${words.settings.alwaysShown})` : ''}
                    </span>
                  }
                  checked={channels.includes(way)}
                  disabled={(way === 'app' && isAlwaysShown) || !isPossible(way)}
                  onChecked={(on) => choose(type, channels, way, on)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
