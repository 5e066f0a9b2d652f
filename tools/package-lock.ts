import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const lockedPackage = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})

const packageLock = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), lockedPackage),
})

export type LockedPackage = z.infer<typeof lockedPackage>

/** Every installed package by its path (`node_modules/zod`), without the house itself. */
export function readPackageLock(root: string): Record<string, LockedPackage> {
  const { packages } = packageLock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  return Object.fromEntries(Object.entries(packages).filter(([path]) => path !== ''))
}

/** Where Node looks for `name` from the package at `path`: its own node_modules, then those above. */
export function placesOf(path: string, name: string): string[] {
  const above = path
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'))
  return [...above.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`]
}

/** The locked packages of these names, and all that they need in turn. */
export function withAllTheyNeed(
  names: readonly string[],
  packages: Record<string, LockedPackage>,
): ReadonlySet<string> {
  const found = new Set<string>()
  const take = (path: string | undefined) => {
    if (path === undefined || found.has(path)) return
    found.add(path)
    const { dependencies, optionalDependencies } = packages[path] ?? {}
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
      take(placesOf(path, name).find((place) => place in packages))
  }
  for (const name of names) take(`node_modules/${name}`)
  return found
}
