import { z } from 'zod'
import { Secret } from '#platform/crypto/secret.ts'

const text = z.string().trim().min(1)

/** Signing in by an account that people have elsewhere (OpenID Connect). */
export const oidcVariables = {
  SEOGO_OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Issuer of OpenID Connect, as its discovery document names it; over TLS unless it is on this computer.',
    ),
  SEOGO_OIDC_CLIENT_ID: text
    .optional()
    .describe(
      'The name this Seogo has with the issuer; its redirect address there is <address>/sign-in/back.',
    ),
  SEOGO_OIDC_CLIENT_SECRET: text
    .transform((secret) => Secret.of(secret))
    .optional()
    .describe('The secret that belongs to the client id.'),
  SEOGO_OIDC_NAME: text
    .max(40)
    .optional()
    .describe('What the button on the sign-in page calls the issuer. Unset: its host.'),
  SEOGO_OIDC_SIGN_UP: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((domain) => domain.trim().toLowerCase().replace(/^@/, ''))
        .filter(Boolean),
    )
    .describe(
      'Domains of e-mail addresses, separated by commas, whose people may join as members without an invitation.',
    ),
  SEOGO_OIDC_LINK_BY_MAIL: z
    .stringbool()
    .default(false)
    .describe(
      'Whether an account here opens to the issuer’s account with the same confirmed e-mail address, without its person having linked it. Only for an issuer that confirms every address.',
    ),
}
