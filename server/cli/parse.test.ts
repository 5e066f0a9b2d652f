import { expect, test } from 'vitest'
import { listCommands } from './commands.ts'
import { helpOf } from './help.ts'
import { parseCommandLine, UsageError } from './parse.ts'

const parse = (...argv: string[]) => parseCommandLine(argv, listCommands())

test('one word and two words are told apart', () => {
  expect(parse('jobs', '--limit', '3', '--json')).toMatchObject({
    command: { name: 'jobs' },
    args: [],
    options: { limit: '3' },
    json: true,
  })
  expect(parse('jobs', 'cancel', 'abc')).toMatchObject({ command: { name: 'jobs cancel' }, args: ['abc'] })
})

test('help is found in every way people ask for it', () => {
  expect(parse()).toEqual({ help: true, command: undefined })
  expect(parse('help')).toEqual({ help: true, command: undefined })
  expect(parse('help', 'jobs', 'cancel')).toMatchObject({ help: true, command: { name: 'jobs cancel' } })
  expect(parse('jobs', '-h')).toMatchObject({ help: true, command: { name: 'jobs' } })
})

test('the help of a command tells its options with their defaults', () => {
  const command = listCommands().find(({ name }) => name === 'jobs')
  expect(command && helpOf(command)).toMatch(/--limit <…> +How many at most\. \(default: 20\)/)
})

test.each([
  [['jbos'], 'Did you mean "seogo jobs"?'],
  [['users', 'invit'], 'Did you mean "seogo users invite"?'],
  [['users'], 'needs another word: seogo users create'],
  [['brew', 'coffee'], 'See "seogo help".'],
  [['help', 'jbos'], 'Did you mean "seogo jobs"?'],
  [['jobs', '--limits', '3'], "Unknown option '--limits'"],
  [['jobs', '--limit'], 'argument missing'],
])('what cannot be understood is answered with advice: %j', (argv, advice) => {
  expect(() => parse(...argv)).toThrow(UsageError)
  expect(() => parse(...argv)).toThrow(advice)
})
