import { posix } from 'node:path'

/** One thing that a stage does to its tree, in the order of the file. */
export type Step =
  | { readonly kind: 'run'; readonly command: string; readonly environment: Readonly<Record<string, string>> }
  | {
      readonly kind: 'copy'
      readonly stage: string | undefined
      readonly from: readonly string[]
      readonly to: string
    }

export interface Stage {
  readonly name: string
  /** The stage it stands on; undefined: the base image. */
  readonly from: string | undefined
  readonly steps: readonly Step[]
  /** What holds at its end, with that of the stages below it. */
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  readonly user: string
  readonly entry: readonly string[]
  readonly command: readonly string[]
  readonly health: readonly string[]
}

const words = (json: string): string[] => {
  const read: unknown = JSON.parse(json)
  return Array.isArray(read) ? read.map(String) : []
}

const emptyStage = {
  steps: [],
  environment: {},
  folder: '/',
  user: 'root',
  entry: [],
  command: [],
  health: [],
}

/**
 * Reads the Dockerfiles of this house: FROM … AS, RUN, COPY, ENV, WORKDIR, USER, and ENTRYPOINT, CMD and HEALTHCHECK in their
 * JSON form. @throws Error at an instruction it does not know
 */
export function readStages(dockerfile: string): Stage[] {
  const lines = dockerfile.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, ' ')
  const stages: Stage[] = []
  let stage: Stage | undefined
  const change = (changes: Partial<Stage>) => {
    if (stage === undefined) throw new Error('an instruction before FROM')
    stage = { ...stage, ...changes }
    stages[stages.length - 1] = stage
  }
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? []
    if (
      instruction === 'ARG' ||
      instruction === 'EXPOSE' ||
      instruction === 'VOLUME' ||
      instruction === 'STOPSIGNAL'
    )
      continue
    if (instruction === 'FROM') {
      const [, from = '', name = ''] = /^(\S+) AS (\S+)$/.exec(rest) ?? []
      const below = stages.find((one) => one.name === from)
      stage = { ...emptyStage, ...below, name, from: below?.name, steps: [] }
      stages.push(stage)
    } else if (instruction === 'RUN')
      change({
        steps: [
          ...(stage?.steps ?? []),
          { kind: 'run', command: rest, environment: stage?.environment ?? {} },
        ],
      })
    else if (instruction === 'COPY') {
      const [, from, paths = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(rest) ?? []
      const named = paths.split(/\s+/)
      const last = named.at(-1) ?? ''
      const to = posix.resolve(stage?.folder ?? '/', last)
      change({
        steps: [...(stage?.steps ?? []), { kind: 'copy', stage: from, from: named.slice(0, -1), to }],
      })
    } else if (instruction === 'ENV') {
      const named = [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value])
      change({ environment: { ...stage?.environment, ...Object.fromEntries(named) } })
    } else if (instruction === 'WORKDIR') change({ folder: rest })
    else if (instruction === 'USER') change({ user: rest })
    else if (instruction === 'ENTRYPOINT') change({ entry: words(rest) })
    else if (instruction === 'CMD') change({ command: words(rest) })
    else if (instruction === 'HEALTHCHECK') change({ health: words(rest.replace(/^.*?CMD\s+/, '')) })
    else throw new Error(`${instruction} is not known here`)
  }
  return stages
}
