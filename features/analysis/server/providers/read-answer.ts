import { z } from 'zod'
import { type Findings, findings } from '../../contract.ts'

/**
 * What models really send, small local ones above all: a claim as a bare string, one claim where a list was asked for,
 * a page as text, a member left out, an empty string for "none". What means the same is read as the same; what the
 * contract cannot hold (an answer without any summary, a member of another kind) is refused.
 */
export function readAnswer(value: unknown): Findings | undefined {
  const parsed = looseFindings.pipe(findings).safeParse(value)
  return parsed.success ? parsed.data : undefined
}

const clean = (text: string) => text.toWellFormed().replaceAll('\0', '').trim()
const text = (lengthMax: number) => z.string().transform((raw) => clean(raw).slice(0, lengthMax))
const nullWhenEmpty = (raw: string) => (raw === '' ? null : raw)

const optionalText = (lengthMax: number) =>
  z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform((raw) => (raw == null ? null : nullWhenEmpty(clean(raw).slice(0, lengthMax))))

const pageNumber = z
  .unknown()
  .optional()
  .transform((raw) => {
    const number = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw
    return typeof number === 'number' && Number.isSafeInteger(number) && number >= 1 ? number : null
  })

// A quote longer than the contract holds is no quote but a passage.
const quote = z
  .string()
  .nullish()
  .transform((raw) => (raw == null || raw.length > 4000 ? null : nullWhenEmpty(clean(raw))))

const fromString = (value: unknown) => (typeof value === 'string' ? { text: value } : value)

const claimMembers = { text: text(4000), quote, page: pageNumber }
const claim = z.preprocess(fromString, z.object(claimMembers))

const number = z.object({
  measure: optionalText(300).transform((measure) => measure ?? ''),
  value: optionalText(100),
  unit: optionalText(100),
})

const finding = z.preprocess(
  fromString,
  z.object({
    ...claimMembers,
    numbers: listOf(number, 20).transform((numbers) =>
      numbers.flatMap(({ value, ...rest }) => (value === null ? [] : [{ value, ...rest }])),
    ),
  }),
)

/** Null and absence are an empty list, one element is a list of one; what is too much is left out. */
function listOf<Item extends z.ZodType>(item: Item, lengthMax: number) {
  return z
    .unknown()
    .optional()
    .transform((value) => (value == null ? [] : Array.isArray(value) ? value.slice(0, lengthMax) : [value]))
    .pipe(z.array(item))
}

const withText = <C extends { text: string }>(claims: C[]) => claims.filter((one) => one.text !== '')
const claims = (lengthMax: number) => listOf(claim, lengthMax).transform(withText)
const terms = (lengthMax: number) =>
  listOf(z.string(), lengthMax).transform((all) => [
    ...new Set(all.map(clean).filter((term) => term !== '' && term.length <= 120)),
  ])

const looseFindings = z.object({
  summary: claims(12),
  researchQuestion: z
    .unknown()
    .optional()
    .transform((value): unknown => (value === '' || value === undefined ? null : value))
    .pipe(claim.nullable())
    .transform((question) => (question?.text === '' ? null : question)),
  methods: claims(20),
  data: claims(20),
  findings: listOf(finding, 30).transform(withText),
  limitations: claims(20),
  contributions: claims(20),
  keyTerms: terms(20),
  suggestedTags: terms(10),
})
