import { feature } from '#platform/feature.ts'

export const vault = feature({ name: 'vault' })
