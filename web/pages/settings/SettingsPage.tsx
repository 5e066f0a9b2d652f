import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { PreferencesPanel } from '#features/accounts/web/PreferencesPanel.tsx'
import { browsersTimeZone } from '#features/accounts/web/useOwnTimeZone.ts'
import { AutomaticPanel } from '#features/analysis/web/settings/AutomaticPanel.tsx'
import { ReachPanel } from '#features/analysis/web/settings/ReachPanel.tsx'
import { ConnectorPanel } from '#features/connector/web/ConnectorPanel.tsx'
import { Attribution } from '#features/exports/web/Attribution.tsx'
import { FormulaPanel } from '#features/exports/web/FormulaPanel.tsx'
import { LinksPanel } from '#features/exports/web/LinksPanel.tsx'
import { StylesPanel } from '#features/exports/web/StylesPanel.tsx'
import { McpPanel } from '#features/mcp/web/McpPanel.tsx'
import { MeaningPanel } from '#features/meaning/web/MeaningPanel.tsx'
import { AnnouncementsPanel } from '#features/notifications/web/announcements/AnnouncementsPanel.tsx'
import { NotificationsPanel } from '#features/notifications/web/settings/NotificationsPanel.tsx'
import { CataloguePanel } from '#features/opds/web/CataloguePanel.tsx'
import { FollowedTags } from '#features/reading/web/tags/FollowedTags.tsx'
import { SourcesPanel } from '#features/sources/web/SourcesPanel.tsx'
import { ProvidersPanel } from '#features/vault/web/ProvidersPanel.tsx'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Later } from '#web/ui/Later.tsx'
import { Section } from '#web/ui/Section.tsx'
import { useLibraries } from '../useLibraries.ts'
import { useMe } from '../useMe.ts'
import { en } from './text.en.ts'
import { ko } from './text.ko.ts'

const texts = { en, ko }

export function SettingsPage() {
  const words = useWords(texts)
  useTitle(words.title)
  const me = useMe()
  const libraries = useLibraries()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <header className="pt-6 pb-4">
          <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
          <p className="mt-0.5 text-ink-soft">
            {me.name} · {me.email}
          </p>
        </header>
        <PreferencesPanel />
        <NotificationsPanel
          administers={may(me.role, 'jobs:administer')}
          timeZone={me.preferences.timeZone ?? browsersTimeZone()}
        />
        <FollowedTags libraries={libraries} />
        {may(me.role, 'keys:read') ? (
          <ProvidersPanel mayWrite={may(me.role, 'keys:write')} mayShare={may(me.role, 'keys:share')} />
        ) : null}
        <Later>
          {may(me.role, 'health:read') ? <ReachPanel /> : null}
          {may(me.role, 'analyses:read') ? (
            <AutomaticPanel mayAsk={may(me.role, 'analyses:request')} />
          ) : null}
          <MeaningPanel mayWrite={may(me.role, 'keys:write')} />
          {me.libraries[0] === undefined ? null : (
            <FormulaPanel libraryId={me.libraries[0].id} mayWrite={may(me.role, 'papers:write')} />
          )}
          <LinksPanel libraries={libraries} />
          {may(me.role, 'connector:use') ? <ConnectorPanel /> : null}
          <CataloguePanel />
          <McpPanel />
          {may(me.role, 'styles:manage') ? <StylesPanel /> : null}
          {may(me.role, 'people:read') ? (
            <Section title={words.people}>
              <Link to="/security/people" className="text-accent hover:underline">
                {words.toPeople}
              </Link>
            </Section>
          ) : null}
          {may(me.role, 'announcements:administer') ? <AnnouncementsPanel libraries={libraries} /> : null}
          {may(me.role, 'sources:manage') ? <SourcesPanel /> : null}
          <Section title={words.about}>
            <div className="flex flex-col gap-1 text-ink-soft">
              <p>{words.aboutText}</p>
              <p>{words.shortcutsHint}</p>
              <p>
                <a href="/api/openapi.json" className="text-accent underline underline-offset-2">
                  {words.apiDescription}
                </a>
              </p>
              <p className="text-ink-faint text-xs">{words.fontLicence}</p>
              <Attribution />
            </div>
          </Section>
        </Later>
      </div>
    </div>
  )
}
