import { Problem } from '#contract/problems.ts'
import type { Authentication } from './authentication.ts'
import { findCredential } from './credential-queries.ts'

type Typed = { readonly email: string; readonly password: string }

/**
 * Whose address and password these are. An unknown address, an unclaimed account and a wrong password cost the same work.
 * @throws Problem wrong_credentials
 */
export async function checkPassword(
  { db, passwords }: Authentication,
  { email, password }: Typed,
): Promise<string> {
  const credential = await findCredential(db, email.toLowerCase())
  if (!credential?.password) {
    await passwords.hash(password)
    throw new Problem('wrong_credentials')
  }
  if (!(await passwords.verify(credential.password, password))) throw new Problem('wrong_credentials')
  return credential.user_id
}
