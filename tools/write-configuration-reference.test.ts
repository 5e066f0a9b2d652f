import { expect, test } from 'vitest'
import { variables } from '#platform/config/variables.ts'
import { configurationReference } from './write-configuration-reference.ts'

test('every setting has a row with its default and a sentence', () => {
  const rows = configurationReference().split('\n')
  for (const name of Object.keys(variables.shape)) {
    expect(rows.filter((row) => row.startsWith(`| \`${name}\` |`))).toHaveLength(1)
  }
  expect(rows).toContain('| `SEOGO_PORT` | `7350` | 0 to 65535 | Port to listen on; 0 takes a free one. |')
})
