import { z } from 'zod'

/** The colours of tags and smart collections: each a token `--color-tag-…`, at least 3:1 on every surface in both themes. */
export const tagColour = z.enum(['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'])
export type TagColour = z.infer<typeof tagColour>
