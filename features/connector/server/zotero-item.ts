import { z } from 'zod'

const line = z.string().max(1_000)

const creator = z.looseObject({
  creatorType: line.catch('author').default('author'),
  firstName: line.optional().catch(undefined),
  lastName: line.optional().catch(undefined),
  name: line.optional().catch(undefined),
})

const tag = z.union([line, z.looseObject({ tag: line }).transform(({ tag: name }) => name)])

const note = z.union([z.string(), z.looseObject({ note: z.string() }).transform(({ note: text }) => text)])

/** A list of which only what can be read is taken: one odd member is no reason to lose a paper. */
function readable<Member extends z.ZodType>(member: Member, most: number) {
  return z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((list) =>
      list.slice(0, most).flatMap((one) => {
        const read = member.safeParse(one)
        return read.success ? [read.data] : []
      }),
    )
}

/** An item as the extension sends it (https://api.zotero.org/schema); its other fields stay beside these. */
export const zoteroItem = z.looseObject({
  id: z.coerce.string().min(1).max(200).optional().catch(undefined),
  itemType: z.string().max(100).catch('document'),
  creators: readable(creator, 5_000),
  tags: readable(tag, 500),
  notes: readable(note, 100),
})
export type ZoteroItem = z.infer<typeof zoteroItem>
