/** What the measurements of analyses share: a house of its own, four fakes with keys, papers, and worker processes. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type PaperId, providerKeyId } from '#contract/ids.ts'
import { ensureOwner } from '#features/accounts/server/accounts.ts'
import { requestAnalysis } from '#features/analysis/server/analysis.ts'
import { givePaper } from '#features/analysis/server/testing/give-paper.ts'
import { englishPaper } from '#features/analysis/server/testing/sample-papers.ts'
import { saveProvider } from '#features/vault/server/vault.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { startFakeProvider } from '#server/testing/fake-providers.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'
import { type Held, heldMessage } from './held-memory.ts'

export const wires = ['openai', 'anthropic', 'xai', 'gemini'] as const
export const models = {
  openai: 'gpt-6-luna',
  anthropic: 'claude-haiku-5-5',
  xai: 'grok-4.6',
  gemini: 'gemini-4-argon',
} as const
const key = 'sk-bench-0a1b2c3d4e5f'
const ready = z.union([z.literal('ready'), z.looseObject({ ready: z.literal(true) })])

/**
 * A worker process as `seogo start` runs it; started again whenever it ends, until stopped.
 * @param isProbed whether it can be asked what it holds
 */
export function keepWorker(settings: Record<string, string>, { isProbed = false } = {}) {
  let child: ChildProcess | undefined
  let isReady = false
  let stopped = false
  const run = async () => {
    while (!stopped) {
      child = fork(join(import.meta.dirname, '../server/worker.ts'), {
        env: { PATH: process.env.PATH ?? '', ...settings },
        execArgv: isProbed ? ['--expose-gc', '--import', join(import.meta.dirname, 'heap-probe.ts')] : [],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      child.on('message', (message) => {
        if (ready.safeParse(message).success) isReady = true
      })
      await once(child, 'exit')
      isReady = false
      if (!stopped) await sleep(100)
    }
  }
  const done = run()
  return {
    isReady: () => isReady,
    pid: () => child?.pid ?? 0,
    /** What it holds after garbage collection; of a probed worker. @param snapshotAt where its heap is written to */
    async held(snapshotAt?: string): Promise<Held> {
      const answer = Promise.withResolvers<Held>()
      const listen = (message: unknown) => {
        const told = heldMessage.safeParse(message).data
        if (told) answer.resolve(told.held)
      }
      child?.on('message', listen)
      child?.send({ measure: 'held', snapshotAt })
      return answer.promise.finally(() => child?.off('message', listen))
    },
    /** @returns whether it was at work, so that the blow counts */
    kill: () => isReady && (child?.kill('SIGKILL') ?? false),
    async stop() {
      stopped = true
      child?.kill('SIGKILL')
      await done
    },
  }
}

/** Opens a house with its own database (and Redis), the fakes, and their keys. */
export async function openAnalysisHouse(backend: 'redis' | 'postgres', more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-analyses-'))
  chmodSync(folder, 0o755)
  const redis = backend === 'redis' ? await startOwnRedis() : undefined
  const settings = {
    SEOGO_DATA_DIR: folder,
    SEOGO_LOG_LEVEL: 'silent',
    SEOGO_SOURCES: 'off',
    ...(redis ? { SEOGO_REDIS_URL: redis.url } : {}),
    ...more,
  }
  const log = openLog({ level: 'silent', format: 'json', process: 'bench' })
  const opened = await openHouse({ config: readConfig(settings), log, migrating: true, embedded: 'own' })
  const { house } = opened
  const { userId } = await ensureOwner(house)
  const fakes = await Promise.all(wires.map((wire) => startFakeProvider({ wire, key })))
  const choices: string[] = []
  for (const [index, provider] of wires.entries()) {
    const baseUrl = fakes[index]?.url ?? ''
    const wanted = { label: provider, provider, baseUrl, model: models[provider], key }
    choices.push(providerKeyId.parse((await saveProvider(house, { by: userId, shared: false }, wanted)).id))
  }
  const papers: PaperId[] = []
  return {
    house,
    settings,
    fakes,
    choices,
    /** Those given so far, in their order. */
    papers,
    /** A paper like no other, so that no answer about another is an answer about it. */
    async givePaper(): Promise<PaperId> {
      const [first, ...others] = englishPaper
      const pages =
        first === undefined
          ? []
          : [{ ...first, text: `${first.text}\nCopy ${papers.length + 1}.` }, ...others]
      const { id } = await givePaper(house, userId, pages)
      papers.push(id)
      return id
    },
    ask: (paperId: PaperId, asked: readonly string[] = choices) =>
      house.database.asUser(userId, (tx) =>
        requestAnalysis(house, tx, { paperId, choices: asked, language: 'en' }),
      ),
    async close() {
      await opened.close()
      await Promise.all(fakes.map((fake) => fake.close()))
      await redis?.unplug()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type AnalysisHouse = Awaited<ReturnType<typeof openAnalysisHouse>>

/** Waits until no run is open. @returns whether that came to be in time */
export async function untilRunsEnd({ house }: AnalysisHouse, mostMs: number): Promise<boolean> {
  for (const until = Date.now() + mostMs; Date.now() < until; await sleep(20)) {
    const open = await house.database.asSystem('wait for analyses', (tx) =>
      tx.selectFrom('analysis_runs').select('id').where('state', '=', 'running').limit(1).execute(),
    )
    if (open.length === 0) return true
  }
  return false
}
