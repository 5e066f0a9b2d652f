import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseOptions } from 'dependency-cruiser'
import './swc-using.ts'
import { ROOMS, walls } from './walls.ts'

export interface WallBreach {
  /** Name of the wall in walls.ts. */
  wall: string
  from: string
  to: string
  /** For a circle, the files on the way back to `from`. */
  cycle: string[]
}

export interface Cruise {
  breaches: WallBreach[]
  /** Paths from the root of every file of the house that was read. */
  modules: string[]
}

/**
 * Options of dependency-cruiser. It knows TypeScript below 7 only and passes silently over .ts files with 7,
 * so swc parses; `tsPreCompilationDeps` counts type-only imports. `cruise.test.ts` asserts that nothing is passed over.
 */
export const cruiseOptions = {
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^web/dist/' },
} satisfies ICruiseOptions

/** Reads every import below `root` and says which ones break a wall. Paths are relative to `root`. */
export async function cruiseHouse(root: string): Promise<Cruise> {
  const rooms = ROOMS.filter((room) => existsSync(join(root, room)))
  const { output } = await cruise(
    [...rooms],
    { ...cruiseOptions, baseDir: root, validate: true, ruleSet: walls },
    {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of a result')
  return {
    breaches: output.summary.violations.map(({ rule, from, to, cycle }) => ({
      wall: rule.name,
      from,
      to,
      cycle: cycle?.map(({ name }) => name) ?? [],
    })),
    modules: output.modules
      .map((module) => module.source)
      .filter((source) => ROOMS.some((room) => source.startsWith(`${room}/`))),
  }
}
