import type { ProviderId } from '../contract.ts'
import type { analysisWords } from './words.ts'

/** The built-in reader has a name in every language, the others have the one the person gave them. */
export function labelOf(
  reader: { readonly provider: ProviderId; readonly label: string },
  words: (typeof analysisWords)['en'],
): string {
  return reader.provider === 'local' ? words.localLabel : reader.label
}
