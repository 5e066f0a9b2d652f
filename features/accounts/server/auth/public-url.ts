import type { Config } from '#platform/config/config.ts'

const everywhere = new Set(['0.0.0.0', '::', ''])

/** @returns the address people type: the configured one, or where this Seogo listens. */
export function publicUrlOf(config: Config): URL {
  if (config.SEOGO_PUBLIC_URL) return new URL(config.SEOGO_PUBLIC_URL)
  const host = everywhere.has(config.SEOGO_HOST) ? 'localhost' : config.SEOGO_HOST
  return new URL(`http://${host.includes(':') ? `[${host}]` : host}:${config.SEOGO_PORT}`)
}

/** Whether cookies travel over TLS only: as configured, or as the public address says. */
export function usesSecureCookies(config: Config): boolean {
  return config.SEOGO_SECURE_COOKIES ?? publicUrlOf(config).protocol === 'https:'
}
