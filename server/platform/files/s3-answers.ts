import { z } from 'zod'

/**
 * Reads the few answers of S3 that Seogo asks for. They are flat lists of elements without attributes, described in the
 * Amazon S3 API Reference (ListObjectsV2, CreateMultipartUpload, CompleteMultipartUpload, Error responses).
 */

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole
  })
}

/** The text of the first element of this name. */
export function elementOf(xml: string, name: string): string | undefined {
  return elementsOf(xml, name)[0]
}

/** What stands inside of every element of this name, in order; elements of one name do not contain each other. */
function elementsOf(xml: string, name: string): string[] {
  return [
    ...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*(?:<(?!/${name}>)[^<]*)*)</${name}>`, 'g')),
  ].map(([, inside = '']) => (inside.includes('<') ? inside : withoutEntities(inside)))
}

const listedObject = z.object({
  key: z.string(),
  sizeBytes: z.coerce.number().int().min(0),
  storedAt: z.coerce.date(),
})
export type ListedObject = z.infer<typeof listedObject>

/** One page of ListObjectsV2 asked with `encoding-type=url`. */
export function readListing(xml: string): { objects: ListedObject[]; next: string | undefined } {
  const objects = elementsOf(xml, 'Contents').map((entry) =>
    listedObject.parse({
      key: decodeURIComponent((elementOf(entry, 'Key') ?? '').replaceAll('+', ' ')),
      sizeBytes: elementOf(entry, 'Size'),
      storedAt: elementOf(entry, 'LastModified'),
    }),
  )
  const isCut = elementOf(xml, 'IsTruncated') === 'true'
  return { objects, next: isCut ? elementOf(xml, 'NextContinuationToken') : undefined }
}
