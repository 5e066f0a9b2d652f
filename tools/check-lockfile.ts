import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type LockedPackage, placesOf, readPackageLock } from './package-lock.ts'
import { HOUSE_ROOT } from './source-files.ts'

const REGISTRY = 'https://registry.npmjs.org/'
const versions = z.record(z.string(), z.string()).default({})
const declared = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
})

/** What is wrong with the locked packages: each must be pinned by a hash and come from the public registry. */
export function readLock(packages: Record<string, LockedPackage>): string[] {
  return Object.entries(packages).flatMap(([path, { integrity, resolved, link, inBundle, optional }]) => {
    if (link === true) return [`${path} is a link, not a package`]
    const faults: string[] = []
    // A bundled package is covered by the hash of the package that carries it.
    const isPinned = inBundle === true || integrity?.startsWith('sha512-') === true
    if (!isPinned && !isAnotherPlatforms(path, optional)) faults.push(`${path} has no sha512 integrity`)
    if (resolved !== undefined && !resolved.startsWith(REGISTRY))
      faults.push(`${path} comes from ${resolved}`)
    return faults
  })
}

/** Binaries for platforms the registry had not yet published when the lock was made: named, so that `npm ci` works. */
function isAnotherPlatforms(path: string, optional = false): boolean {
  return optional && !/linux-(x64|arm64)(-gnu)?$/.test(path)
}

/**
 * Dependencies of locked packages that are themselves not locked. npm leaves an optional one out without a word when
 * the registry does not have it, and then refuses `npm ci` for the missing entry.
 */
export function findUnlocked(packages: Record<string, LockedPackage>): string[] {
  return Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !placesOf(path, name).some((place) => place in packages))
      .map((name) => `${path} needs ${name}, which is not locked: npm ci will refuse`),
  )
}

/** Declared versions that are not exact, or that the lockfile does not hold. */
export function readDeclared(
  declaredVersions: Record<string, string>,
  packages: Record<string, LockedPackage>,
) {
  return Object.entries(declaredVersions).flatMap(([name, version]) => {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      return [`${name} is declared as ${version}, not as an exact version`]
    const locked = packages[`node_modules/${name}`]?.version
    return locked === version
      ? []
      : [`${name} is declared as ${version} and locked as ${locked ?? 'nothing'}`]
  })
}

if (import.meta.main) {
  const packages = readPackageLock(HOUSE_ROOT)
  const house = declared.parse(JSON.parse(readFileSync(join(HOUSE_ROOT, 'package.json'), 'utf8')))
  const faults = [
    ...readLock(packages),
    ...findUnlocked(packages),
    ...readDeclared(
      { ...house.dependencies, ...house.devDependencies, ...house.optionalDependencies },
      packages,
    ),
  ]
  for (const fault of faults) console.log(fault)
  console.log(`${Object.keys(packages).length} packages, ${faults.length} faults`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
