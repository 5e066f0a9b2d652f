import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { SettingsPanel } from '#features/settings/web/SettingsPanel.tsx'
import { settingWords } from '#features/settings/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Section } from '#web/ui/Section.tsx'
import { NotFound } from '../../shell/NotFound.tsx'
import { useMe } from '../useMe.ts'
import { AdminHeader } from './AdminHeader.tsx'
import { adminWords } from './words.ts'

/** What may be changed without a file. */
export function SettingsOfHousePage() {
  const me = useMe()
  return may(me.role, 'settings:administer') ? <Settings /> : <NotFound />
}

const link = 'text-accent hover:underline'

function Settings() {
  const words = useWords(settingWords)
  const { pages } = useWords(adminWords)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <AdminHeader description={words.help} />
        <Section title={words.elsewhere}>
          <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
            <li>
              <Link to="/usage/all" className={link}>
                {pages.limits}
              </Link>
            </li>
            <li>
              <Link to="/jobs/house" className={link}>
                {pages.schedules}
              </Link>
            </li>
            <li>
              <Link to="/jobs/backups" className={link}>
                {pages.backups}
              </Link>
            </li>
            <li>
              <Link to="/jobs/health" className={link}>
                {pages.alerts}
              </Link>
            </li>
            <li>
              <Link to="/settings" className={link}>
                {pages.providers}
              </Link>
            </li>
            <li>
              <Link to="/security/people" className={link}>
                {pages.invitations}
              </Link>
            </li>
          </ul>
        </Section>
        <SettingsPanel />
      </div>
    </div>
  )
}
