import { asApiProblem } from '#web/lib/api-problem.ts'

/** An attempt to come in, with a code once one is asked for. */
export type Attempt = {
  readonly error: unknown
  readonly isPending: boolean
  readonly variables: string | undefined
  readonly mutate: (code: string | undefined) => void
}

/** Whether the attempt got as far as the second step, and stays there while a code is tried. */
export function needsCode({ error, variables }: Attempt): boolean {
  return variables !== undefined || (error !== null && asApiProblem(error).code === 'second_factor_needed')
}

/** Whether the account has no app to take a code from: a passkey is asked for, or a recovery code. */
export function asksForPasskey(error: unknown): boolean {
  return error !== null && asApiProblem(error).details.by === 'passkeys'
}
