import { useWords } from '#web/lib/words/useWords.ts'
import { CopyField } from '#web/ui/CopyField.tsx'
import { Section } from '#web/ui/Section.tsx'
import { mcpPath } from '../contract.ts'
import { mcpWords } from './words.ts'

/** Where a language model's program finds the library. */
export function McpPanel() {
  const words = useWords(mcpWords)
  const labels = { copyLabel: words.copy, copiedLabel: words.copied }
  return (
    <Section title={words.title} description={words.description}>
      <div className="flex max-w-2xl flex-col gap-4">
        <CopyField
          label={words.address}
          value={`${location.origin}${mcpPath}`}
          hint={words.hint}
          {...labels}
        />
        <CopyField label={words.command} value="seogo mcp" hint={words.commandHint} {...labels} />
        <p className="text-ink-soft">
          {words.token}{' '}
          <a href="/security" className="text-accent underline">
            {words.toTokens}
          </a>
        </p>
      </div>
    </Section>
  )
}
