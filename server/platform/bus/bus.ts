import { z } from 'zod'
import { change } from '#contract/live.ts'

/** An id takes some 40 bytes; so many stay well under what NOTIFY carries. */
export const idsPerMessage = 150

/** Channels between the processes of one house. A message is a hint: whoever misses it finds the truth in the rows. */
export const busChannels = {
  /** Changes to tell the browsers of an audience. */
  live: z.strictObject({
    userIds: z.array(z.uuid()).optional(),
    libraryId: z.uuid().optional(),
    /** Those who may look after everybody's jobs. */
    administrators: z.boolean().optional(),
    changes: z.array(change),
  }),
  /** Jobs to abort wherever they run. */
  cancel: z.strictObject({ jobIds: z.array(z.uuid()).max(idsPerMessage) }),
  /** Schedules are to be looked at now. */
  schedules: z.strictObject({ name: z.string() }),
  /** The first answers of who came last are to be made ahead. */
  cache: z.strictObject({ act: z.literal('warm') }),
  /** A setting was changed on the screen: everybody reads them anew. */
  settings: z.strictObject({ name: z.string() }),
} as const

/** A change is at most some 90 bytes; so many stay well under what NOTIFY carries. */
export const changesPerMessage = 80

export type BusChannel = keyof typeof busChannels
export type BusMessage<C extends BusChannel> = z.infer<(typeof busChannels)[C]>

export type Bus = {
  readonly kind: 'postgres' | 'redis'
  /**
   * Tells every process, this one too. Resolves when the carrier has it; delivery is at most once.
   * @throws when the carrier is away, and soon: nobody should wait for a hint
   */
  publish<C extends BusChannel>(channel: C, message: BusMessage<C>): Promise<void>
  /** @returns a function that ends the subscription. */
  subscribe<C extends BusChannel>(channel: C, hear: (message: BusMessage<C>) => void): () => void
  /** Called after the connection came back: messages in between were missed. */
  onReconnect(caughtUp: () => void): void
  ready(): Promise<void>
  close(): Promise<void>
}

/** Shared by both carriers: who listens, and the check of what arrives. */
export function openSwitchboard(report: (error: unknown, channel: string) => void) {
  const listeners = new Map<string, Set<(message: never) => void>>()
  const reconnected = new Set<() => void>()
  return {
    add<C extends BusChannel>(channel: C, hear: (message: BusMessage<C>) => void): () => void {
      const set = listeners.get(channel) ?? new Set()
      listeners.set(channel, set)
      set.add(hear as (message: never) => void)
      return () => set.delete(hear as (message: never) => void)
    },
    deliver(channel: string, text: string): void {
      if (!(channel in busChannels)) return
      const schema = busChannels[channel as BusChannel]
      try {
        const message = schema.parse(JSON.parse(text)) as never
        for (const hear of listeners.get(channel) ?? []) hear(message)
      } catch (error) {
        report(error, channel)
      }
    },
    onReconnect: (caughtUp: () => void) => void reconnected.add(caughtUp),
    tellReconnected: () => {
      for (const caughtUp of reconnected) caughtUp()
    },
  }
}
