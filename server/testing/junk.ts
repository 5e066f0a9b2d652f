import { z } from 'zod'
import type { EndpointShape } from '#contract/endpoint.ts'
import { toCursor } from '#contract/pages.ts'

/** A source of chance that gives the same sequence for the same seed. */
export type Dice = {
  /** A whole number from 0 up to, not including, `below`. */
  whole(below: number): number
  /** True once in so many times. */
  once(inTimes: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
}

/** Mulberry32: short, fast, and even enough to choose junk by. */
export function diceOf(seed: number): Dice {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (below: number) => Math.floor(next() * below)
  return {
    whole,
    once: (inTimes) => whole(inTimes) === 0,
    pick: (list) => list[whole(list.length)] ?? list[0],
  }
}

const nil = '00000000-0000-0000-0000-000000000000'

const instants = [
  '2026-01-01',
  'infinity',
  '-infinity',
  'now',
  'epoch',
  'today allballs',
  '2026-02-30T00:00:00Z',
  '2026-02-28T00:00:00+23:59',
  '0000-01-01T00:00:00Z',
  `2026-01-01T00:00:00.${'0'.repeat(150)}Z`,
  '+275760-09-13T00:00:00.000Z',
  '294277-01-01 00:00:00+00',
  'March 7',
] as const

/** Texts that have broken other programs, by what they aim at. */
export const nastyTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\ud83d\ude00\u200d\ud83d\udc69\u200d\ud83d\udcbb',
  '\u202e\u05d0\u05d1 txt.exe',
  '\ufeff\u200b\u00ad\u2028\u2029',
  'e\u0301\u0301\u0301\u0301',
  '\uff07 or \uff11=\uff11',
  'İI\u0307ıẞΣΑΣ',
  '\ufdfa'.repeat(40),
  '한글과 논문의',
  'ㅎㅏㄴ',
  '가'.repeat(10_000),
  'x'.repeat(10_000),
  "'; drop table papers; --",
  "' or '1'='1",
  '" or ""="',
  '\\',
  '\\\\x00',
  '%',
  '_%_',
  '$1',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: junk on purpose, for whoever would fill it in
  '${7*7}',
  '{{7*7}}',
  ':*',
  "a:* & !b | (c <-> 'd')",
  '!!!',
  '<->',
  '((((((((((',
  '*',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '=cmd|" /C calc"!A0',
  '+1+1',
  '@SUM(1)',
  '-2+3',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '%2e%2e%2f',
  '%00',
  '%zz',
  'a\r\nset-cookie: x=1',
  'null',
  'undefined',
  'true',
  'NaN',
  '-1',
  '0',
  '1e309',
  '0x10',
  '2147483648',
  '9223372036854775808',
  '9007199254740993',
  nil,
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '------------------------------------',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
] as const

/** A text out of {@link nastyTexts}, some of them together, or characters at random. */
export function junkText(dice: Dice): string {
  const kind = dice.whole(4)
  if (kind < 2) return dice.pick(nastyTexts)
  if (kind === 2) return `${dice.pick(nastyTexts)}${dice.pick(nastyTexts)}`
  return String.fromCharCode(...Array.from({ length: dice.whole(40) }, () => dice.whole(0x1_00_00)))
}

function nested(depth: number, leaf: unknown): unknown {
  let value = leaf
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** Anything that JSON can carry. Keys of prototypes come as own properties, as a parser makes them. */
export function junkValue(dice: Dice): unknown {
  switch (dice.whole(10)) {
    case 0:
      return null
    case 1:
      return dice.once(2)
    case 2:
      return dice.pick([0, -0, -1, 1.5, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 63, 5e-324])
    case 3:
      return Array.from({ length: dice.whole(5) }, () => junkValue(dice))
    case 4:
      return Object.fromEntries(
        Array.from({ length: 1 + dice.whole(3) }, () => [junkText(dice).slice(0, 100), junkValue(dice)]),
      )
    case 5:
      return nested(1 + dice.whole(200), junkText(dice))
    case 6:
      return Array.from({ length: 2_000 }, () => 'a')
    default:
      return junkText(dice)
  }
}

/** What JSON Schema says of a part of a request, as far as it is needed to make one. */
type Shape = {
  readonly type?: string
  readonly format?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly required?: readonly string[]
}

/** Ids that name something, by the name of their parameter: one made up would only ever be not found. */
export type KnownIds = Readonly<Record<string, string>>

type Making = {
  readonly dice: Dice
  readonly ids: KnownIds
  /** One value in so many is junk. */
  readonly junkOnceIn: number
}

function junkCursor(dice: Dice): string {
  const part = () =>
    dice.pick<string | number | null>([
      junkText(dice).slice(0, 60),
      dice.pick(instants),
      String(dice.whole(100_000)),
      nil,
      7,
      null,
    ])
  return dice.once(4)
    ? junkText(dice)
    : toCursor(dice.once(4) ? [part()] : [part(), dice.pick([nil, nil, part()])])
}

function textFor({ dice, ids }: Making, { format, minLength = 0 }: Shape, name: string): string {
  if (format === 'uuid') return ids[name] ?? nil
  if (format === 'email') return `x${dice.whole(1_000_000)}@example.org`
  if (format === 'uri')
    return dice.pick(['http://127.0.0.1:9/v1', 'https://[::1]/', 'http://xn--/', 'http://1'])
  return junkText(dice).padEnd(minLength, 'x')
}

/** A value that mostly fits its shape, so that it comes far in, with junk where the dice say. */
function nearly(making: Making, shape: Shape, name = ''): unknown {
  const { dice } = making
  if (dice.once(making.junkOnceIn)) return junkValue(dice)
  if (name === 'cursor') return junkCursor(dice)
  if (shape.const !== undefined) return shape.const
  const [first, ...others] = shape.enum ?? []
  if (first !== undefined) return dice.pick([first, ...others])
  const [one, ...more] = shape.anyOf ?? []
  if (one !== undefined) return nearly(making, dice.pick([one, ...more]), name)
  switch (shape.type) {
    case 'object':
      return nearlyObject(making, shape)
    case 'array':
      return Array.from({ length: 1 + dice.whole(3) }, () => nearly(making, shape.items ?? {}, name))
    case 'integer':
    case 'number': {
      const { minimum = 0, maximum = 10 } = shape
      return dice.pick([minimum, maximum, Math.min(maximum, 2 ** 31), minimum + dice.whole(5)])
    }
    case 'boolean':
      return dice.once(2)
    case 'null':
      return null
    case 'string':
      return textFor(making, shape, name)
    default:
      return junkValue(dice)
  }
}

function nearlyObject(making: Making, { properties = {}, required = [] }: Shape): unknown {
  const { dice, junkOnceIn } = making
  const entries = Object.entries(properties)
    .filter(([name]) => (required.includes(name) ? !dice.once(junkOnceIn) : dice.once(2)))
    .map(([name, shape]) => [name, nearly(making, shape, name)])
  if (dice.once(junkOnceIn)) entries.push([junkText(dice).slice(0, 100), junkValue(dice)])
  return Object.fromEntries(entries)
}

function shapeOf(schema: z.ZodType | undefined): Shape {
  return schema ? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape) : {}
}

const inAddress = (value: unknown): string =>
  encodeURIComponent((typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed())

function queryText(query: unknown): string {
  if (typeof query !== 'object' || query === null) return `?${inAddress(query)}`
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 5) : [value]).map(
      (each) => `${inAddress(name)}=${inAddress(each)}`,
    ),
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

export type JunkRequest = { readonly url: string; readonly body: unknown }

/** A request to an endpoint that is wrong somewhere, or right by accident: some of them all junk, some nearly right. */
export function junkRequest(dice: Dice, endpoint: EndpointShape, ids: KnownIds): JunkRequest {
  const making = { dice, ids, junkOnceIn: dice.pick([2, 8, 40, 1_000]) }
  const params = shapeOf(endpoint.params).properties ?? {}
  const path = endpoint.path.replaceAll(
    /:(\w+)/g,
    (_, name: string) => inAddress(nearly(making, params[name] ?? {}, name)) || 'x',
  )
  const query = endpoint.query ? nearly(making, shapeOf(endpoint.query)) : {}
  return {
    url: `${path}${queryText(dice.once(making.junkOnceIn) ? junkValue(dice) : query)}`,
    body: endpoint.body
      ? nearly(making, shapeOf(endpoint.body))
      : dice.once(making.junkOnceIn)
        ? junkValue(dice)
        : undefined,
  }
}
