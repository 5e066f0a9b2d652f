import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { benches } from './list-of-benches.ts'

test('every option that a benchmark is run with is one that it has', () => {
  const unknown = benches.flatMap(({ script, short, full }) => {
    const text = readFileSync(join(import.meta.dirname, '../..', script), 'utf8')
    return [...short, ...full]
      .filter((given) => given.startsWith('--'))
      .filter(
        (given) => !new RegExp(`^\\s*(options: \\{ )?.*\\b'?${given.slice(2)}'?: \\{ type`, 'm').test(text),
      )
      .map((given) => `${script} ${given}`)
  })
  expect(unknown).toEqual([])
})

test('every benchmark leaves its result under its own name', () => {
  const others = benches.filter(({ name, script }) => {
    const text = readFileSync(join(import.meta.dirname, '../..', script), 'utf8')
    return !new RegExp(`(report|keepResults)\\(\\s*('${name}'|nameOf\\()`).test(text)
  })
  expect(others.map(({ name }) => name)).toEqual([])
})
