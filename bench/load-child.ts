/** Asks one address over and over through so many kept connections, and says how it went. Started by bench/api.ts. */
import { Agent, get } from 'node:http'
import { z } from 'zod'

const order = z.object({
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  connections: z.int().min(1),
  durationMs: z.number(),
})

export type LoadOrder = z.infer<typeof order>

function ask(url: string, headers: Record<string, string>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (answer) => {
      answer.resume()
      answer.once('error', reject)
      answer.once('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${answer.statusCode}`)),
      )
    }).once('error', reject)
  })
}

async function load({ url, headers, connections, durationMs }: LoadOrder): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const durations: number[] = []
  const until = performance.now() + durationMs
  const one = async () => {
    while (performance.now() < until) {
      const startedAt = performance.now()
      await ask(url, headers, agent)
      durations.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  agent.destroy()
  return durations
}

process.on('message', (message) => {
  void load(order.parse(message)).then(
    (durations) => process.send?.({ durations }),
    (error: Error) => process.send?.({ failed: error.message }),
  )
})
process.send?.({ ready: true })
