import type { ClientConfig } from 'pg'
import { Secret } from '#platform/crypto/secret.ts'
import { type LoginRole, rolePassword } from './roles.ts'

/** Where the database is, and how each role signs in there. */
export type DatabaseAddress = {
  /** For migrations: may create roles and schemas. */
  readonly admin: ClientConfig
  as(role: LoginRole): ClientConfig
  /** The database's name on its server. */
  readonly database: string
  /** The same server and sign-in, another database. */
  in(database: string): DatabaseAddress
  /** The password to give a login role; undefined where the server trusts its socket. */
  readonly passwordOf: ((role: LoginRole) => string) | undefined
}

/** The address of the embedded server: a Unix socket in a folder that only its owner may enter. */
export function socketAddress(socket: {
  host: string
  port: number
  user: string
  database: string
}): DatabaseAddress {
  return {
    admin: { ...socket },
    as: (role) => ({ ...socket, user: role }),
    database: socket.database,
    in: (database) => socketAddress({ ...socket, database }),
    passwordOf: undefined,
  }
}

/** The address of a server that somebody else runs, from its URL. */
export function urlAddress(url: Secret, secretKey: Secret): DatabaseAddress {
  const passwordOf = (role: LoginRole) => rolePassword(secretKey, role)
  return {
    admin: { connectionString: url.reveal() },
    as: (role) => {
      const parsed = new URL(url.reveal())
      parsed.username = role
      parsed.password = passwordOf(role)
      return { connectionString: parsed.href }
    },
    database: decodeURIComponent(new URL(url.reveal()).pathname.slice(1)) || new URL(url.reveal()).username,
    in(database) {
      const parsed = new URL(url.reveal())
      parsed.pathname = `/${encodeURIComponent(database)}`
      return urlAddress(Secret.of(parsed.href), secretKey)
    },
    passwordOf,
  }
}
