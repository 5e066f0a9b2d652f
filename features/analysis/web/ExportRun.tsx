import { Download } from 'lucide-react'
import { addressOf } from '#web/lib/address.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu } from '#web/ui/Menu.tsx'
import { type AnalysisRun, type ExportedAs, exportedAs, exportRun } from '../contract.ts'
import { analysisWords } from './words.ts'

/** Saves an analysis as a file: its verified claims, each with its page and the paper's citation key. */
export function ExportRun({ runId }: { readonly runId: AnalysisRun['id'] }) {
  const words = useWords(analysisWords)
  const headings = useStoredChoice(language)
  const save = (format: ExportedAs) => {
    window.location.assign(addressOf(exportRun, { params: { runId }, query: { format, headings } }))
  }
  return (
    <Menu
      trigger={<IconButton icon={<Download aria-hidden />} label={words.exportRun} />}
      entries={exportedAs.options.map((format) => ({
        label: words.exportedAs[format],
        onPick: () => save(format),
      }))}
    />
  )
}
