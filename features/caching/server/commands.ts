import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { cachePattern, cacheTag } from '../contract.ts'
import { askToWarm, clearKept, readCaching } from './caching.ts'

const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)} %`)

/** `seogo cache stats` */
export async function cacheStatsCommand({ house, terminal }: CommandContext): Promise<number> {
  const found = await readCaching(house)
  if (!found.on) terminal.line('SEOGO_CACHE is off: every answer is made anew.')
  for (const { process, bytes, mostBytes, entries, listening, shared } of found.processes)
    terminal.line(
      `${process}: ${entries} values, ${Math.round(bytes / 1_000)} of ${Math.round(mostBytes / 1_000)} kB` +
        `${listening ? '' : ', hears of no change and believes nothing'}${shared && !shared.ready ? ', Redis is away' : ''}`,
    )
  for (const { name, hitRate, loads, loadMs, entries, bytes, advice } of found.namespaces)
    terminal.line(
      `${name.padEnd(26)} ${percent(hitRate).padStart(6)} of use, made ${loads} times in ${loadMs.toFixed(1)} ms, ${entries} kept, ${Math.round(bytes / 1_000)} kB${advice.length > 0 ? `   ${advice.join(', ')}` : ''}`,
    )
  if (found.processes.length === 0) terminal.line('No process has said what it keeps.')
  terminal.result(found)
  return 0
}

/** `seogo cache clear` */
export async function cacheClearCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const wanted = typeof options.tag === 'string' ? cacheTag.safeParse(options.tag) : undefined
  const pattern = cachePattern.safeParse(args[0] ?? '*')
  if (wanted?.success === false) throw new Problem('bad_request', { where: 'tag', given: options.tag })
  if (!pattern.success) throw new Problem('bad_request', { where: 'namespace', given: args[0] })
  const what = wanted?.success ? { tag: wanted.data } : { pattern: pattern.data }
  await clearKept(house, what, null)
  terminal.line('Every process has forgotten it.')
  terminal.result(what)
  return 0
}

/** `seogo cache warm` */
export async function cacheWarmCommand({ house, terminal }: CommandContext): Promise<number> {
  await askToWarm(house)
  terminal.line('Every API process makes the first answers of those who came last.')
  terminal.result({ asked: true })
  return 0
}
