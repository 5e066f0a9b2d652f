import type pg from 'pg'
import { z } from 'zod'

const estimate = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) }),
])

/**
 * Has the planner plan as if tables had so many rows, without loading them: it takes a table's rows for its pages times the rows
 * a page had when it was last analysed, which PostgreSQL 18 lets one say (pg_restore_relation_stats). Each must have a row. Pages
 * stay as few as they are, so that reading a whole table looks cheaper than it would be: who asserts that none is read
 * whole asserts more than at the real size. What rows are like (their most common values) is as it was analysed.
 * @throws Error when the planner does not believe it
 */
export async function planAsIfLarger(admin: pg.Client, rowsOf: Readonly<Record<string, number>>) {
  for (const [table, rows] of Object.entries(rowsOf)) {
    // Its next look would say what is true.
    await admin.query(`alter table ${table} set (autovacuum_enabled = off)`)
    await admin.query(
      `select pg_restore_relation_stats('schemaname', 'public', 'relname', $1::text, 'reltuples', $2::real,
                'relpages', (pg_relation_size($1::text) / current_setting('block_size')::int)::int)`,
      [table, rows],
    )
    const { rows: plan } = await admin.query(`explain (format json) select from ${table}`)
    const believed = estimate.parse(plan)[0]['QUERY PLAN'][0].Plan['Plan Rows']
    if (Math.abs(believed / rows - 1) > 0.01) throw new Error(`${table} is planned with ${believed} rows`)
  }
}
