// Run by tests as a process of its own: opens the folder, says so in one line of JSON, stops when its input ends.
import { openEmbeddedPostgres } from '../embedded.ts'

const [folder, address] = process.argv.slice(2)
if (!folder) throw new Error('usage: open-in-child.ts <folder> [address]')

try {
  const postgres = await openEmbeddedPostgres({
    folder,
    log: () => {},
    settings: { fsync: 'off' },
    syncInitdb: false,
  })
  if (address) postgres.announce(address)
  say({ connection: postgres.connection, owned: postgres.owned })
  for await (const _ of process.stdin) {
    // Nothing is expected; only the end counts.
  }
  await postgres.stop()
} catch (error) {
  say({ error: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
}

function say(words: object): void {
  process.stdout.write(`${JSON.stringify(words)}\n`)
}
