import { feature } from '#platform/feature.ts'

export const health = feature({ name: 'health' })
