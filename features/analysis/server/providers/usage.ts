import type { LanguageModelUsage } from 'ai'
import type { Usage } from './provider-failure.ts'

/** @returns the tokens a provider counted, or null when it told none (some servers on the own machine do not). */
export function toUsage(usage: LanguageModelUsage | undefined): Usage | null {
  const inputTokens = toCount(usage?.inputTokens)
  const outputTokens = toCount(usage?.outputTokens)
  if (inputTokens === null || outputTokens === null) return null
  return { inputTokens, outputTokens }
}

function toCount(tokens: number | undefined): number | null {
  return tokens !== undefined && Number.isFinite(tokens) && tokens >= 0 ? Math.round(tokens) : null
}
