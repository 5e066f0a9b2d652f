import { feature } from '#platform/feature.ts'

export const analysis = feature({ name: 'analysis' })
