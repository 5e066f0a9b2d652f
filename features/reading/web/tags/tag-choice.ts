/** Which tags narrow a list: papers carry all of some, at least one of others, none of the last. */
export type TagChoice = {
  readonly all: readonly string[]
  readonly any: readonly string[]
  readonly none: readonly string[]
}

export type TagState = 'in' | 'out' | undefined

export function stateOf({ all, any, none }: TagChoice, id: string): TagState {
  if (all.includes(id) || any.includes(id)) return 'in'
  return none.includes(id) ? 'out' : undefined
}

const without = (ids: readonly string[], id: string) => ids.filter((each) => each !== id)

/** The choice with a tag wanted, unwanted or of no matter. Several wanted ones are all wanted unless any was chosen. */
export function choose(choice: TagChoice, id: string, state: TagState): TagChoice {
  const rest = { all: without(choice.all, id), any: without(choice.any, id), none: without(choice.none, id) }
  if (state === 'out') return { ...rest, none: [...rest.none, id] }
  if (state === undefined) return rest
  return modeOf(choice) === 'any' ? { ...rest, any: [...rest.any, id] } : { ...rest, all: [...rest.all, id] }
}

export function modeOf({ all, any }: TagChoice): 'all' | 'any' {
  return any.length > 0 && all.length === 0 ? 'any' : 'all'
}

/** The same tags, all of them wanted or any. */
export function inMode({ all, any, none }: TagChoice, mode: 'all' | 'any'): TagChoice {
  const wanted = [...all, ...any]
  return mode === 'all' ? { all: wanted, any: [], none } : { all: [], any: wanted, none }
}
