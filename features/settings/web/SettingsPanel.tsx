import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { settingGroups } from '../contract.ts'
import { SettingRow } from './SettingRow.tsx'
import { settingsQuery } from './settings-query.ts'
import { settingWords } from './words.ts'

/** What may be changed without a file, in groups; and what the environment alone says. */
export function SettingsPanel() {
  const words = useWords(settingWords)
  const settings = useQuery(settingsQuery)
  if (settings.isPending) return <Loading rows={8} />
  if (settings.data === undefined)
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  const { items, environmentOnly } = settings.data
  return (
    <>
      {settingGroups.map((group) => (
        <Section key={group} title={words.groups[group].title} description={words.groups[group].help}>
          <ul className="-mt-2 divide-y">
            {items
              .filter((item) => item.group === group)
              .map((item) => (
                <SettingRow key={`${item.name} ${item.saved ?? ''}`} setting={item} />
              ))}
          </ul>
        </Section>
      ))}
      {environmentOnly.length === 0 ? null : (
        <Section title={words.environmentOnly} description={words.environmentHelp}>
          <dl className="grid gap-x-4 gap-y-1 text-xs md:grid-cols-[auto_1fr]">
            {environmentOnly.map(({ name, value }) => (
              <div key={name} className="contents">
                <dt>
                  <code className="break-all">{name}</code>
                </dt>
                <dd className="break-all text-ink-soft max-md:mb-1.5">{value ?? words.secret}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </>
  )
}
