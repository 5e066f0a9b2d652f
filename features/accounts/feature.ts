import { feature } from '#platform/feature.ts'

export const accounts = feature({ name: 'accounts' })
