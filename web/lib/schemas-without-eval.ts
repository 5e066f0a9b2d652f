import { config } from 'zod'

// The page's policy forbids code made from text. zod tries it once all the same unless it is told not to, and the browser
// reports the refusal, though zod catches it. To be imported before the first schema.
config({ jitless: true })
