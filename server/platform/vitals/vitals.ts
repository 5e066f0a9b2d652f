import { cpus } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'

/** How a process is, over its last minute. */
export const vitals = z.object({
  /** 99th percentile, and the longest, of how late the event loop came back (perf_hooks). */
  loopP99Ms: z.number(),
  loopMaxMs: z.number(),
  /** Of all cores of the machine, everybody's work. */
  cpuPercent: z.number(),
  rssBytes: z.number(),
})
export type Vitals = z.infer<typeof vitals>

const sampleMs = 5_000
const samplesKept = 12
const loopResolutionMs = 10

type Sample = Omit<Vitals, 'rssBytes'>

type Window = {
  readonly histogram: ReturnType<typeof monitorEventLoopDelay>
  readonly samples: Sample[]
  times: { busy: number; all: number }
}

function readCores() {
  const all = cpus().map(({ times }) => times)
  const sum = (of: (times: (typeof all)[number]) => number) =>
    all.reduce((total, each) => total + of(each), 0)
  const idle = sum((times) => times.idle)
  const total = sum((times) => times.user + times.nice + times.sys + times.irq + times.idle)
  return { busy: total - idle, all: total }
}

// The event loop and its delay are the process's, not a house's.
let ofProcess: Window | undefined

function open(): Window {
  const histogram = monitorEventLoopDelay({ resolution: loopResolutionMs })
  histogram.enable()
  const window: Window = { histogram, samples: [], times: readCores() }
  setInterval(() => {
    window.samples.push(take(window))
    window.samples.splice(0, window.samples.length - samplesKept)
    histogram.reset()
    window.times = readCores()
  }, sampleMs).unref()
  return window
}

// The monitor counts the time between two ticks, of which its own pace is no delay.
const toDelayMs = (nanoseconds: number) =>
  Number.isFinite(nanoseconds) ? Math.max(0, Math.round(nanoseconds / 1e5) / 10 - loopResolutionMs) : 0

function take({ histogram, times }: Window): Sample {
  const now = readCores()
  const all = now.all - times.all
  const measured = histogram.count > 0
  return {
    loopP99Ms: measured ? toDelayMs(histogram.percentile(99)) : 0,
    loopMaxMs: measured ? toDelayMs(histogram.max) : 0,
    cpuPercent: all > 0 ? Math.round((100 * (now.busy - times.busy)) / all) : 0,
  }
}

const most = (samples: readonly Sample[], of: (sample: Sample) => number) => Math.max(...samples.map(of))
const sum = (samples: readonly Sample[], of: (sample: Sample) => number) =>
  samples.reduce((total, sample) => total + of(sample), 0)

/** How this process is; its first look begins the measuring. */
export function readVitals(): Vitals {
  ofProcess ??= open()
  const samples = [...ofProcess.samples, take(ofProcess)]
  // The last quarter of a minute tells of delays: one that is over should not be told of for long.
  const lately = samples.slice(-4)
  return {
    loopP99Ms: most(lately, ({ loopP99Ms }) => loopP99Ms),
    loopMaxMs: most(lately, ({ loopMaxMs }) => loopMaxMs),
    cpuPercent: Math.round(sum(lately, ({ cpuPercent }) => cpuPercent) / lately.length),
    rssBytes: process.memoryUsage.rss(),
  }
}
