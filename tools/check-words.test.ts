import { expect, test } from 'vitest'
import { readName, readWords } from './check-words.ts'

const lines = (file: string, text: string) => readWords(file, text).map(({ line }) => line)

test.each([
  ['the environment', 'const port = process.env.PORT'],
  ['the environment by destructuring', 'const { PORT } = process.env'],
  ['a mark for later', '// TODO: later'],
  ['the console', "console.log('x')"],
  ['an empty catch', 'try { read() } catch {}'],
  ['a catch that returns null', 'try { read() } catch (error) { return null }'],
  ['a catch that logs and returns nothing', 'try { read() } catch (error) { log.warn(error); return [] }'],
  ['a promise’s catch that gives null', 'await read().catch(() => null)'],
  ['a connection of its own', 'const pool = new pg.Pool({ max: 5 })'],
])('%s is found in code that serves users', (_, line) => {
  expect(lines('features/papers/server/papers.ts', `const first = 1\n${line}\n`)).toEqual([2])
})

test('a comment may speak of the console, and a catch may decide', () => {
  const text = [
    '/**',
    ' * Prints nothing: `console.log` and process.env stay outside.',
    ' */',
    'try { read() } catch (error) { if (isGone(error)) return undefined; throw error }',
    'try { look() } catch {',
    '  // Another process took it: nothing to do.',
    '}',
    'await stop().catch((error) => { report(error) })',
  ].join('\n')
  expect(readWords('server/platform/files.ts', text)).toEqual([])
})

test('the configuration reads the environment, the CLI speaks, tests may do both', () => {
  expect(lines('server/platform/config/read.ts', 'process.env.PORT')).toEqual([])
  expect(lines('server/api.ts', 'readConfig(process.env)')).toEqual([])
  expect(lines('server/platform/postgres/run-as.ts', 'process.env.PATH')).toEqual([])
  expect(lines('server/cli/start.ts', "console.log('up')")).toEqual([])
  expect(lines('features/papers/server/papers.test.ts', 'console.log(process.env.SEOGO_TEST_DATA)')).toEqual(
    [],
  )
})

test.each([
  ['features/papers/server/paper-utils.ts', true],
  ['web/ui/TableManager.tsx', true],
  ['server/helpers/date.ts', true],
  ['server/platform/database/pool.ts', false],
  ['features/papers/web/UserTable.tsx', false],
])('the name %s is refused: %s', (file, refused) => {
  expect(readName(file).length > 0).toBe(refused)
})
