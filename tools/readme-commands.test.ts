import { expect, test } from 'vitest'
import { readShellLines } from './readme-commands.ts'

test('the lines of shell blocks are read without prompts and comments, other blocks are left', () => {
  const page = [
    '# Seogo',
    '```sh',
    '# start',
    '$ npm ci && npm start',
    '',
    'npm test',
    '```',
    '```ts',
    'const a = 1',
    '```',
  ]
  expect(readShellLines(page.join('\n'))).toEqual(['npm ci && npm start', 'npm test'])
})
