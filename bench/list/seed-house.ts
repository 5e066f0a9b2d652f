import pg from 'pg'

/** Other people and what the house measured of its requests, straight in the database. */
export async function seedHouse(
  admin: pg.ClientConfig,
  { people, requests }: { readonly people: number; readonly requests: number },
): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  try {
    await client.query(
      `insert into auth.users (name, email, role, claimed_at, created_at)
       select 'Person ' || n, 'person' || n || '@example.org', 'member', now() - n * interval '1 hour', now() - n * interval '1 hour'
         from generate_series(1, $1::int) n`,
      [people],
    )
    await client.query(`select app.maintain_partitions(now() - interval '1 day')`)
    await client.query(
      `insert into performance_requests (at, request_id, route, status, duration_us, bytes, queries, query_us)
       select now() - random() * interval '20 hours', gen_random_uuid(), 'GET /api/route/' || n % 40,
              case when n % 200 = 0 then 500 else 200 end, (1000 * exp(random() * 5))::bigint, 2000, 3, 900
         from generate_series(1, $1::int) n`,
      [requests],
    )
    await client.query('analyze auth.users, performance_requests')
  } finally {
    await client.end()
  }
}
