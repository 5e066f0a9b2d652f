import { createInterface } from 'node:readline/promises'
import type { Terminal } from '#platform/feature.ts'

const barWidth = 24

/** The terminal of a command: words on standard output, or one JSON document; bars on standard error if people watch. */
export function openTerminal(json: boolean): Terminal {
  const watched = process.stderr.isTTY && !json
  let barShown = false
  const clearBar = () => {
    if (barShown) process.stderr.write('\r\u001b[2K')
    barShown = false
  }
  return {
    json,
    line(text) {
      if (json) return
      clearBar()
      process.stdout.write(`${text}\n`)
    },
    result(value) {
      if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    bar(label, percent) {
      if (!watched) return
      clearBar()
      if (percent === undefined) return
      const filled = Math.round((Math.min(100, Math.max(0, percent)) / 100) * barWidth)
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
      process.stderr.write(`${bar} ${String(Math.round(percent)).padStart(3)} %  ${label}`)
      barShown = true
    },
    async confirm(question) {
      if (json || !process.stdin.isTTY || !process.stderr.isTTY) return undefined
      clearBar()
      const asked = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return /^y(es)?$/i.test((await asked.question(`${question} [y/N] `)).trim())
      } finally {
        asked.close()
      }
    },
  }
}
