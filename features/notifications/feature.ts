import { feature } from '#platform/feature.ts'

export const notifications = feature({ name: 'notifications' })
