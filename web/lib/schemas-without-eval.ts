import { config } from 'zod'

// The page's policy forbids code made from text. zod tries it once all the same, and a refusal is reported by the browser with
// the place it came from: for that it reads the whole script again, in the middle of running it.
config({ jitless: true })
