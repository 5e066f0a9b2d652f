/**
 * Preloaded into a process that is watched, beside heap-probe.ts (`--import bench/soak/probe.ts`): where its processor time
 * goes for a while, on request, and how late its event loop came back since it was asked last.
 */
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import type { probeMessage } from './watched-process.ts'

const question = z.union([
  z.strictObject({ measure: z.literal('loop') }),
  z.strictObject({ measure: z.literal('profile'), forMs: z.number(), to: z.string() }),
])
const resolutionMs = 10
const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
histogram.enable()

const tell = (message: z.input<typeof probeMessage>) => process.send?.(message)

async function profile(forMs: number, to: string): Promise<void> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  await new Promise((resolve) => setTimeout(resolve, forMs))
  const { profile: found } = await session.post('Profiler.stop')
  session.disconnect()
  writeFileSync(to, JSON.stringify(found))
  tell({ profiled: to })
}

process.on('message', (message) => {
  const asked = question.safeParse(message).data
  if (asked?.measure === 'loop') {
    const p99 = histogram.count > 0 ? histogram.percentile(99) / 1e6 - resolutionMs : 0
    histogram.reset()
    tell({ loopP99Ms: Math.max(0, Math.round(p99 * 10) / 10) })
  } else if (asked?.measure === 'profile') void profile(asked.forMs, asked.to)
})
