import { useWords } from '#web/lib/words/useWords.ts'
import { CopyField } from '#web/ui/CopyField.tsx'
import { Section } from '#web/ui/Section.tsx'
import { cataloguePath } from '../contract.ts'
import { opdsWords } from './words.ts'

/** Where a reader app finds the papers. */
export function CataloguePanel() {
  const words = useWords(opdsWords)
  return (
    <Section title={words.title} description={words.description}>
      <div className="flex max-w-2xl flex-col gap-4">
        <CopyField
          label={words.address}
          value={`${location.origin}${cataloguePath}`}
          hint={words.hint}
          copyLabel={words.copy}
          copiedLabel={words.copied}
        />
        <p className="text-ink-soft">
          {words.signIn}{' '}
          <a href="/security" className="text-accent underline">
            {words.toTokens}
          </a>
        </p>
      </div>
    </Section>
  )
}
