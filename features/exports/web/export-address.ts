import type { CallOf } from '#contract/endpoint.ts'
import { addressOf } from '#web/lib/address.ts'
import { type ExportFormat, exportPapers } from '../contract.ts'

/** What of the library is exported: the list's own filter and order. */
export type ExportChoice = Omit<CallOf<typeof exportPapers>['query'], 'format' | 'ids' | 'ascii' | 'bom'>

type How = { readonly format: ExportFormat; readonly ascii: boolean; readonly bom: boolean }

/** The address of the file; the browser downloads it by itself, shows how far it is, and can stop it. */
export function exportAddress(choice: ExportChoice, { format, ascii, bom }: How): string {
  const isTex = format === 'bibtex' || format === 'biblatex'
  const query = {
    ...choice,
    format,
    ...(ascii && isTex ? { ascii: '1' as const } : {}),
    ...(bom && format === 'csv' ? { bom: '1' as const } : {}),
  }
  return addressOf(exportPapers, { query })
}
