import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely'
import pg from 'pg'
import type { UserId } from '#contract/ids.ts'
import type { Log } from '#platform/log/log.ts'
import { measureClient } from '#platform/metrics/measure-client.ts'
import type { Metrics } from '#platform/metrics/metrics.ts'
import type { DatabaseAddress } from './address.ts'
import { hearOwnChanges, hearsChanges, hearsHere } from './own-changes.ts'
import { keepsPlan, planKept } from './plan-kept.ts'
import type { LoginRole } from './roles.ts'
import type { DB } from './tables.types.ts'
import { type Announcement, beginSession, type SystemTx, type UserTx } from './transactions.ts'

// bigint as number: ids are UUIDs, what is left (sizes, counts, versions) stays far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A date as it stands, `YYYY-MM-DD`: it is a day on a calendar, and no instant in the zone of this machine.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day)

export type Database = {
  /** Runs `work` in a transaction that PostgreSQL restricts to what the user may see and change. */
  asUser<T>(userId: UserId, work: (tx: UserTx) => Promise<T>): Promise<T>
  /** Runs `work` as the house itself. @param reason why no user is asking; written to the log at debug level. */
  asSystem<T>(reason: string, work: (tx: SystemTx) => Promise<T>): Promise<T>
  /**
   * Runs one statement as the house itself, which is a transaction of its own and saves a begin and a commit. It is
   * prepared once a connection: for statements that run thousands of times and whose text never changes.
   */
  atOnce<T>(reason: string, statement: (tx: SystemTx) => Promise<T>): Promise<T>
  /**
   * Like {@link Database.atOnce}, but the commit does not wait for the disk: a crash of the database may take back what
   * the last half second wrote, and only as a whole, from some moment on. For what is known anew after a crash.
   * Source: PostgreSQL manual, Asynchronous Commit.
   */
  hastily<T>(reason: string, statement: (tx: SystemTx) => Promise<T>): Promise<T>
  /** Called with what was announced, after the commit. */
  onCommitted(tell: (announcements: readonly Announcement[]) => void): void
  /**
   * Called with what changed rows told of themselves (`app.tell_change`), before whoever changed them hears that it is done.
   * Only of what this process changes; the database tells all of it to who listens.
   */
  onRowsChanged(tell: (told: readonly string[]) => void): void
  /** How to reach the database as another of its roles; for the queue, sign-in and the bus, which keep their own. */
  readonly address: DatabaseAddress
  pool(role: LoginRole, options?: PoolOptions): pg.Pool
  /** Connections at work at this moment, and how many wait for one. */
  use(): { readonly busy: number; readonly waiting: number }
  close(): Promise<void>
}

type PoolOptions = {
  readonly max?: number
  readonly searchPath?: string
  /** For short statements of which there are many: see `hastily`. */
  readonly hasty?: boolean
  /** Keeps nothing in its session from one transaction to the next, so that a pooler may lend it another one. */
  readonly anySession?: boolean
}

/**
 * Commits do not wait for the disk, and a statement is planned once: planning a claim anew each time took more than half of
 * it. A plan may be made while a table is empty and is kept while it grows, so it must not walk through the table.
 */
const hastily = [
  '-c synchronous_commit=off',
  '-c plan_cache_mode=force_generic_plan',
  '-c enable_seqscan=off',
]

/** Hasty statements are gathered by who asks them, so that few run at once. */
const hastyPoolMax = 4

type Options = {
  readonly address: DatabaseAddress
  /** In front of it, where connections are lent for a transaction each. */
  readonly pooler?: DatabaseAddress | undefined
  readonly log: Log
  /** Measures every statement; nobody does, unless given. */
  readonly metrics?: Metrics
  readonly poolMax: number
}

/** Opens a pool per role and the only two ways to a transaction. Connects lazily. */
export function openDatabase({ address, pooler, log, metrics, poolMax }: Options): Database {
  const pools: ReturnType<typeof watchConnections>[] = []
  let tellRowsChanged: ((told: readonly string[]) => void) | undefined
  let tellCommitted: ((announcements: readonly Announcement[]) => void) | undefined

  function pool(role: LoginRole, options: PoolOptions = {}): pg.Pool {
    const pooled = options.anySession === true && pooler !== undefined
    const settings = [
      ...(options.searchPath ? [`-c search_path=${options.searchPath}`] : []),
      ...(options.hasty ? hastily : []),
      // A pooler takes no settings of a session; its transactions say it themselves.
      ...(role === 'seogo_queue' || pooled ? [] : [hearsChanges]),
    ]
    const made = new pg.Pool({
      ...(pooled ? pooler : address).as(role),
      max: options.max ?? poolMax,
      application_name: role,
      // A dead server must answer as an error, not as a hang.
      connectionTimeoutMillis: 30_000,
      ...(settings.length > 0 ? { options: settings.join(' ') } : {}),
    })
    // The pool hears its idle connections only. One that breaks between two statements of a transaction would end the
    // process as an error nobody listens for; the next statement on it fails, and that is what the caller is told.
    made.on('connect', (client) => {
      client.on('error', (error) => log.debug({ err: error, role }, 'a database connection in use ended'))
      // What the queue asks is the queue's own, and asked without end.
      if (metrics?.on && role !== 'seogo_queue') measureClient(client, metrics)
    })
    hearOwnChanges(made, (told) => tellRowsChanged?.(told))
    // An idle connection that the server ends is replaced at the next use.
    made.on('error', (error) => log.warn({ err: error, role }, 'an idle database connection ended'))
    pools.push(watchConnections(made))
    return made
  }

  const app = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: preparing(pool('seogo_app', { anySession: true }), keepsPlan) }),
  })
  const systemPool = pool('seogo_system', { anySession: true })
  const system = new Kysely<DB>({ dialect: new PostgresDialect({ pool: systemPool }) })
  const prepared = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(systemPool) }) })
  const hastyPool = pool('seogo_system', { max: hastyPoolMax, hasty: true })
  const hasty = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(hastyPool) }) })

  const told = (announcements: readonly Announcement[]) => {
    if (announcements.length > 0) tellCommitted?.(announcements)
  }

  async function inOneStatement<T>(kysely: Kysely<DB>, statement: (tx: SystemTx) => Promise<T>): Promise<T> {
    // A view of the same pool that nobody else has: what is announced through it is this statement's.
    const tx = kysely.withoutPlugins()
    const session = beginSession(tx, undefined)
    const value = await statement(tx as SystemTx)
    told(session.announcements)
    return value
  }

  return {
    address,
    pool,
    async asUser(userId, work) {
      const announcements: Announcement[] = []
      const result = await app.transaction().execute(async (tx) => {
        await sql`${planKept} select set_config('app.user_id', ${userId}, true)${pooler ? hearsHere : sql``}`.execute(
          tx,
        )
        const session = beginSession(tx, userId)
        const value = await work(tx as UserTx)
        announcements.push(...session.announcements)
        return value
      })
      told(announcements)
      return result
    },
    async asSystem(reason, work) {
      const announcements: Announcement[] = []
      log.debug({ reason }, 'system transaction')
      const result = await system.transaction().execute(async (tx) => {
        if (pooler) await sql`select true${hearsHere}`.execute(tx)
        const session = beginSession(tx, undefined)
        const value = await work(tx as SystemTx)
        announcements.push(...session.announcements)
        return value
      })
      told(announcements)
      return result
    },
    atOnce(reason, statement) {
      log.debug({ reason }, 'system statement')
      return inOneStatement(prepared, statement)
    },
    hastily(reason, statement) {
      log.debug({ reason }, 'system statement')
      return inOneStatement(hasty, statement)
    },
    onRowsChanged(tell) {
      tellRowsChanged = tell
    },
    onCommitted(tell) {
      tellCommitted = tell
    },
    use() {
      const held = pools.map(({ pool }) => pool)
      const sum = (of: (each: pg.Pool) => number) => held.reduce((total, each) => total + of(each), 0)
      return {
        busy: sum(({ totalCount, idleCount }) => totalCount - idleCount),
        waiting: sum(({ waitingCount }) => waitingCount),
      }
    },
    async close() {
      await Promise.all(pools.filter(({ pool }) => !pool.ended).map(({ end }) => end()))
    },
  }
}

const everyStatement = () => true

/** The same pool, in which such statements are prepared under a name made of their text, so that they are planned once. */
function preparing(pool: pg.Pool, isPrepared: (text: string) => boolean = everyStatement): PostgresPool {
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    const known = names.get(text) ?? createHash('sha256').update(text).digest('base64url').slice(0, 24)
    names.set(text, known)
    return known
  }
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      return {
        query: (text: string, values: readonly unknown[]) =>
          client.query({ ...(isPrepared(text) && { name: nameOf(text) }), text, values: [...values] }),
        release: (broken?: boolean) => client.release(broken),
      } as unknown as PostgresPoolClient
    },
    // Its connections are the pool's own.
    end: async () => undefined,
  }
}

/** Longest wait for connections to be gone: of a server that is cut off nothing is heard any more. */
const longestGoodbyeMs = 2_000

/** Keeps count of the connections a pool has with the server, those it has turned away but not yet closed among them. */
function watchConnections(pool: pg.Pool) {
  const open = new Set<pg.PoolClient>()
  let tellGone: (() => void) | undefined
  pool.on('connect', (client) => open.add(client))
  pool.on('remove', (client) => {
    open.delete(client)
    if (open.size === 0) tellGone?.()
  })
  return {
    pool,
    /**
     * Ends the pool and waits until its connections are gone. `end` alone resolves while the server still holds them; a
     * server that is stopped right afterwards would tell each of them so, which reads like a fault in the log.
     */
    async end(): Promise<void> {
      const gone = Promise.withResolvers<void>()
      tellGone = gone.resolve
      const ended = pool.end().then(() => {
        if (open.size === 0) gone.resolve()
      })
      // A transaction that nobody ends keeps its connection, and must not keep the process.
      const allGone = Promise.all([ended, gone.promise])
      await Promise.race([allGone, sleep(longestGoodbyeMs, undefined, { ref: false })])
    },
  }
}
