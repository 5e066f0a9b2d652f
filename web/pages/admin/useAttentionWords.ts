import type { AttentionItem } from '#features/admin/contract.ts'
import { healthSentences, sayFinding } from '#features/health/contract.ts'
import { kindWords } from '#features/jobs/web/job-words.ts'
import { useErrorWords } from '#features/jobs/web/useErrorWords.ts'
import { jobWords } from '#features/jobs/web/words.ts'
import { settingWords } from '#features/settings/web/words.ts'
import { useAmount } from '#features/usage/web/useAmount.ts'
import { usageWords } from '#features/usage/web/words.ts'
import { watchWords } from '#features/watch/web/words.ts'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useNow } from '#web/lib/useNow.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { adminWords } from './words.ts'

export type Said = { readonly title: string; readonly details: readonly string[] }

type Of<Kind extends AttentionItem['kind']> = Extract<AttentionItem, { kind: Kind }>

/** Says an item in the words of the feature whose it is. */
export function useAttentionWords(): (item: AttentionItem) => Said {
  const words = useWords(adminWords)
  const jobs = useWords(jobWords)
  const settings = useWords(settingWords)
  const errorWords = useErrorWords()
  const format = useFormat()
  const health = useHealthSaid()
  const suspicion = useSuspicionSaid()
  const usage = useUsageSaid()
  return (item) => {
    switch (item.kind) {
      case 'jobs_failed': {
        const { jobKind, errorCode, count } = item
        const kind = kindWords(jobs, jobKind, jobKind)
        return {
          title: words.jobsFailed(count, format.number(count), kind),
          details: [errorWords(errorCode)],
        }
      }
      case 'queue_paused': {
        const { queue, waiting } = item
        const name = Object.entries(jobs.queueNames).find(([known]) => known === queue)?.[1] ?? queue
        return {
          title: words.queuePaused(name),
          details: [words.queueWaits(waiting, format.number(waiting))],
        }
      }
      case 'settings_wait':
        return { title: words.settingsWait, details: item.names.map((name) => settings.names[name].label) }
      case 'suspicion':
        return suspicion(item)
      case 'unusual_use':
      case 'limit_reached':
        return usage(item)
      default:
        return health(item)
    }
  }
}

function useHealthSaid(): (item: Of<'alert_raised' | 'part_unwell' | 'backup_unproven'>) => Said {
  const words = useWords(adminWords)
  const format = useFormat()
  const spoken = useStoredChoice(language)
  const sentences = healthSentences[spoken]
  return (item) => {
    if (item.kind === 'alert_raised') {
      const value = item.value === null ? words.unknownValue : format.number(item.value)
      return {
        title: words.alert(sentences.metrics[item.metric], value),
        details: [words.alertAt(format.number(item.raiseAt))],
      }
    }
    const { finding, facts } = item
    const found = finding === null ? undefined : sayFinding(spoken, { finding, facts })
    const details = found ? [found.says, ...(found.todo === '' ? [] : [found.todo])] : []
    if (item.kind === 'backup_unproven') return { title: words.backup, details }
    return { title: words.part(sentences.parts[item.part], sentences.states[item.state]), details }
  }
}

function useSuspicionSaid(): (item: Of<'suspicion'>) => Said {
  const words = useWords(watchWords)
  const format = useFormat()
  return ({ event: { about, network, person, answer, until, score, reasons } }) => {
    const whom = network ?? person?.name ?? (about === 'account' ? words.nobodysAddress : words.somebody)
    return {
      title: words.answers[answer](whom),
      details: [
        ...reasons.map(({ kind, count, threshold }) =>
          words.reasons[kind](format.number(count), format.number(threshold)),
        ),
        words.points(score),
        ...(until === null ? [] : [words.until(format.dateTime(until))]),
      ],
    }
  }
}

function useUsageSaid(): (item: Of<'unusual_use' | 'limit_reached'>) => Said {
  const words = useWords(adminWords)
  const usage = useWords(usageWords)
  const format = useFormat()
  const amount = useAmount()
  const nowMs = useNow()
  return (item) => {
    if (item.kind === 'limit_reached') {
      const { meter, period, used, most, refuses, opensAt } = item
      const says = refuses ? words.limitRefuses : words.limitWarns
      const when = format.relative(opensAt, nowMs)
      return {
        title: says(usage.meters[meter], usage.periods[period]),
        details: [words.limitUsed(amount(meter, used), amount(meter, most), when)],
      }
    }
    const { person, kind, measure, seen, usual, mads, network } = item.flag
    const told = (value: number) =>
      measure === 'micro_usd' ? format.costMicroUsd(Math.round(value)) : format.number(Math.round(value))
    return {
      title: `${person.name}: ${usage.unusual[kind](usage.measured[measure](told(seen)), network ?? '')}`,
      details: [usage.usually(told(usual), format.number(Math.round(mads)))],
    }
  }
}
