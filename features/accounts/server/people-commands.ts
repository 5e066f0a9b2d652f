import type { CommandContext } from '#platform/feature.ts'
import { changePerson as changePersonEndpoint } from '../contract.ts'
import { changePerson, type PersonChange } from './manage-people.ts'
import { endSessions } from './sessions.ts'
import { requirePerson, requireValid } from './typed-arguments.ts'

const role = changePersonEndpoint.body.shape.role.unwrap()
const lockShape = changePersonEndpoint.body.shape.lock.unwrap()

async function change({ house, args, terminal }: CommandContext, wanted: PersonChange, said: string) {
  const { id, email } = await requirePerson(house, args[0])
  await changePerson(house, { userId: id, by: null }, wanted)
  terminal.line(`${email} ${said}.`)
  terminal.result({ id, email, ...wanted })
  return 0
}

/** `seogo users role <e-mail> <role>` */
export async function roleCommand(context: CommandContext): Promise<number> {
  const chosen = requireValid(role, context.args[1], 'role')
  return await change(context, { role: chosen }, `is ${chosen} from now on`)
}

/** `seogo users deactivate <e-mail>` */
export async function deactivateCommand(context: CommandContext): Promise<number> {
  return await change(context, { isActive: false }, 'may not come in any more')
}

/** `seogo users activate <e-mail>` */
export async function activateCommand(context: CommandContext): Promise<number> {
  return await change(context, { isActive: true }, 'may come in again')
}

/** `seogo users lock <e-mail> --reason <text> [--hours <hours>]` */
export async function lockCommand(context: CommandContext): Promise<number> {
  const { reason, hours } = context.options
  const lock = requireValid(lockShape, { reason, hours: Number(hours) }, 'reason, hours')
  return await change(context, { lock }, `is locked for ${lock.hours} ${lock.hours === 1 ? 'hour' : 'hours'}`)
}

/** `seogo users unlock <e-mail>` */
export async function unlockCommand(context: CommandContext): Promise<number> {
  return await change(context, { unlock: true }, 'is not locked any more')
}

/** `seogo users reset-second-factor <e-mail>` */
export async function resetFactorCommand(context: CommandContext): Promise<number> {
  return await change(context, { resetSecondFactor: true }, 'is asked for no second factor any more')
}

/** `seogo users end-sessions <e-mail>` */
export async function endSessionsCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const { id, email } = await requirePerson(house, args[0])
  const count = await endSessions(house, { userId: id, by: null })
  terminal.line(`${email} was signed out of ${count} ${count === 1 ? 'session' : 'sessions'}.`)
  terminal.result({ id, email, count })
  return 0
}
