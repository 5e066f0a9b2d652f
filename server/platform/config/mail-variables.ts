import { z } from 'zod'
import { Secret } from '#platform/crypto/secret.ts'

/** Mail, and other ways to the outside for what people are told. */
export const mailVariables = {
  SEOGO_SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .transform((text) => Secret.of(text))
    .optional()
    .describe(
      'Mail server, e.g. smtps://user:password@mail.example.org or smtp://127.0.0.1:25. Unset: no mail is sent.',
    ),
  SEOGO_MAIL_FROM: z
    .string()
    .min(3)
    .max(300)
    .default('Seogo <seogo@localhost>')
    .describe('Sender of mail, as an address or with a name: Seogo <seogo@example.org>.'),
  SEOGO_WEBHOOKS_INSIDE: z
    .stringbool()
    .default(false)
    .describe('People’s webhooks and push services may lie in loopback and private networks.'),
}
