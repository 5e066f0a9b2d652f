import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordFields } from '#contract/record-fields.ts'
import { priorities } from './priorities.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/sources.md'), 'utf8')

test('the page about sources gives for each field the order that is used', () => {
  const rows = [...page.matchAll(/^\| ([\w, ]+) \| ([\w, ]+) \|[^|]*\|$/gm)].flatMap(
    ([, fields = '', order = '']) =>
      fields.split(', ').map((field): [string, string[]] => [field, order.split(', ')]),
  )
  const told = new Map(rows)
  for (const field of recordFields) expect([field, told.get(field)]).toEqual([field, priorities[field]])
})
