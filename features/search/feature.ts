import { feature } from '#platform/feature.ts'

export const search = feature({ name: 'search' })
