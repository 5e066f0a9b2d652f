import { feature } from '#platform/feature.ts'

export const reading = feature({ name: 'reading' })
