import { feature } from '#platform/feature.ts'

export const imports = feature({ name: 'imports' })
