import type { Database } from '#platform/database/database.ts'
import { openListener } from '#platform/database/listener.ts'
import type { Log } from '#platform/log/log.ts'
import { type Snapshot, toSnapshot } from './snapshots.ts'

/** The channel of `app.tell_change` and of what is to be forgotten by name; see migration 0094. */
const channel = 'seogo_changes'

/** Since when this process hears of every change. */
export type Hearing = {
  /** Which database: its cluster, its history there, and itself. */
  readonly database: string
  /** What had happened before. */
  readonly from: Snapshot
}

type Options = {
  readonly database: Database
  readonly log: Log
  readonly hear: (told: string) => void
  /** Called when changes may have been missed. */
  readonly onGap: () => void
}

/** Hears what the database tells of changed rows, whoever changed them, from the first time it is asked to. */
export function hearChanges({ database, log, hear, onGap }: Options) {
  const pool = database.pool('seogo_system', { max: 1, hasty: true })
  let listener: ReturnType<typeof openListener> | undefined
  let hearing: Hearing | undefined
  let round = 0

  async function learnWhere(): Promise<void> {
    round += 1
    const own = round
    try {
      const { rows } = await pool.query<{ database: string; seen: string }>(
        `select concat_ws('.', (pg_control_system()).system_identifier, (pg_control_checkpoint()).timeline_id,
                          (select oid from pg_database where datname = current_database())) as database,
                pg_current_snapshot()::text as seen`,
      )
      const [row] = rows
      if (row && own === round) hearing = { database: row.database, from: toSnapshot(row.seen) }
    } catch (error) {
      log.warn({ err: error }, 'nothing is kept: it is not known what the database has told')
      // Whatever broke this breaks the listener's connection too, or is over at the next look.
      if (own === round) setTimeout(() => void (own === round && learnWhere()), 1_000).unref()
    }
  }

  return {
    /** Since when changes are heard; undefined: they are not, and nothing may be believed. */
    now(): Hearing | undefined {
      if (listener === undefined) {
        listener = openListener({
          client: database.address.as('seogo_system'),
          channels: [channel],
          log,
          hear: (_channel, text) => hear(text),
          onReconnect: () => {
            onGap()
            void learnWhere()
          },
          onLost: () => {
            round += 1
            hearing = undefined
          },
        })
        void listener.ready().then(learnWhere)
      }
      return hearing
    },
    /** Takes the horizon anew, where what was remembered of changes was dropped. */
    again(): void {
      hearing = undefined
      void learnWhere()
    },
    /** Tells every process, this one too, in time. @returns the same, for this one at once */
    async tell(table: string, whose: readonly string[]): Promise<string> {
      const { rows } = await pool.query<{ told: string }>(
        `with said as (select format('%s %s %s', $2::text, pg_current_xact_id(), $3::text) as told)
         select told, pg_notify($1, told) from said`,
        [channel, table, whose.join(',')],
      )
      return rows[0]?.told ?? ''
    },
    /** What the database has seen at this moment, for what is read next. */
    async snapshot(): Promise<string> {
      const { rows } = await pool.query<{ seen: string }>('select pg_current_snapshot()::text as seen')
      return rows[0]?.seen ?? ''
    },
    async close(): Promise<void> {
      round += 1
      await listener?.close()
    },
  }
}

export type Hears = ReturnType<typeof hearChanges>
