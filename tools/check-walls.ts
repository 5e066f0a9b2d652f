import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cruiseHouse } from './cruise.ts'
import { HOUSE_ROOT } from './source-files.ts'
import { MAY_CALL, walls } from './walls.ts'

const comments = new Map(walls.forbidden?.map((rule) => [rule.name, rule.comment]))
const { breaches, modules } = await cruiseHouse(HOUSE_ROOT)
for (const { wall, from, to, cycle } of breaches) {
  console.log(
    `${[from, ...(cycle.length > 0 ? cycle : [to])].join(' → ')}\n  ${wall}: ${comments.get(wall) ?? ''}`,
  )
}

const features = readdirSync(join(HOUSE_ROOT, 'features'), { withFileTypes: true })
const unlisted = features.filter((entry) => entry.isDirectory() && !(entry.name in MAY_CALL))
for (const { name } of unlisted) console.log(`features/${name} has no row in MAY_CALL (tools/walls.ts)`)

console.log(`${modules.length} modules read, ${breaches.length + unlisted.length} breaches`)
process.exitCode = breaches.length + unlisted.length > 0 ? 1 : 0
