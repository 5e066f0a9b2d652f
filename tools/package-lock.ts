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
