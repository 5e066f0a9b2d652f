import { feature } from '#platform/feature.ts'

export const papers = feature({ name: 'papers' })
