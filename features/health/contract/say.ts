import type { HealthFacts, HealthFinding } from '#contract/health.ts'
import { sentencesEn } from './sentences.en.ts'
import { sentencesKo } from './sentences.ko.ts'

export const healthSentences = { en: sentencesEn, ko: sentencesKo }
export type HealthLanguage = keyof typeof healthSentences

const figure = new Map<HealthLanguage, Intl.NumberFormat>(
  (['en', 'ko'] as const).map((language) => [language, new Intl.NumberFormat(language)]),
)

function sizeIn(language: HealthLanguage, bytes: number): string {
  const unit = bytes >= 1e9 ? 'gigabyte' : 'megabyte'
  const by = bytes >= 1e9 ? 1e9 : 1e6
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / by)
}

/** What a look found and what to do about it, in a language. */
export function sayFinding(
  language: HealthLanguage,
  { finding, facts }: { readonly finding: HealthFinding; readonly facts: HealthFacts },
): { readonly says: string; readonly todo: string } {
  return healthSentences[language].findings[finding]({
    text: (name) => String(facts[name] ?? '?'),
    number: (name) => {
      const value = facts[name]
      return typeof value === 'number' ? (figure.get(language)?.format(value) ?? String(value)) : '?'
    },
    size: (name) => sizeIn(language, Number(facts[name] ?? 0)),
  })
}
