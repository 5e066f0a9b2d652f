import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The root of the repository these tools stand in. */
export const HOUSE_ROOT = join(import.meta.dirname, '..')

/**
 * Files git knows or would add (not ignored, not deleted), as paths from `root`. New files count before they are committed.
 */
export function listHouseFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return [...new Set(listed.split('\0'))].filter((file) => file !== '' && existsSync(join(root, file)))
}

/** True for TypeScript we write by hand; generated `*.types.ts` and declarations are not. */
export function isSource(file: string): boolean {
  return /\.(ts|tsx)$/.test(file) && !/\.(types|d)\.ts$/.test(file)
}

export function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file)
}

/** What only tests may use though it is no test itself: folders `testing/`, files `test-*.ts`. */
export function isTestSupport(file: string): boolean {
  return /(^|\/)(testing\/|test-[^/]*\.tsx?$)/.test(file)
}
