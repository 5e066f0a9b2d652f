/**
 * What a migration may not do to people who read meanwhile, and to the version before, which goes on for a while beside the new
 * one: long work under a lock that keeps readers out, and taking away what the older version still asks for.
 */

/** From here on there are installations with data; what came before was never released. */
export const firstHeld = 91

const identifier = String.raw`(?:only\s+)?(?:if\s+exists\s+)?([\w."]+)`

type Rule = { readonly pattern: RegExp; readonly fault: string; readonly contracts?: true }

const rules: readonly Rule[] = [
  {
    pattern: new RegExp(
      String.raw`alter\s+table\s+${identifier}[^;]*\balter\s+(?:column\s+)?[\w"]+\s+(?:set\s+data\s+)?type\b`,
      'gi',
    ),
    fault: 'writes the whole table anew while nobody may read it: add a column, fill it, swap it',
  },
  {
    pattern: new RegExp(
      String.raw`alter\s+table\s+${identifier}[^;]*\badd\s+(?:column\s+)?[\w"]+[^;,]*\bdefault\s+(?:clock_timestamp|random|gen_random_uuid|uuidv[47])\(`,
      'gi',
    ),
    fault:
      'writes the whole table anew for a default that differs by row: add it empty, fill it, then set the default',
  },
  {
    pattern: new RegExp(
      String.raw`alter\s+table\s+${identifier}[^;]*\badd\s+(?:constraint\s+[\w"]+\s+)?check\b(?![^;]*\bnot\s+valid\b)`,
      'gi',
    ),
    fault: 'reads the whole table under a lock: add it "not valid", validate it in a migration of its own',
  },
  {
    pattern: new RegExp(
      String.raw`alter\s+table\s+${identifier}[^;]*\balter\s+(?:column\s+)?[\w"]+\s+set\s+not\s+null\b`,
      'gi',
    ),
    fault: 'reads the whole table under a lock: add a check "not valid", validate it, then set not null',
  },
  {
    pattern: /\b(?:cluster|vacuum\s+full|truncate)\s+(?:table\s+)?([\w."]+)/gi,
    fault: 'keeps readers out while it works',
  },
  {
    pattern: /\block\s+table\s+([\w."]+)(?!\s+in\s+(?:access\s+share|row|share\s+update))/gi,
    fault: 'locks readers out',
  },
  {
    pattern: new RegExp(String.raw`drop\s+table\s+${identifier}`, 'gi'),
    fault: 'takes away what the version before reads',
    contracts: true,
  },
  {
    pattern: new RegExp(String.raw`alter\s+table\s+${identifier}[^;]*\b(?:drop\s+column|rename\b)`, 'gi'),
    fault: 'takes away what the version before reads',
    contracts: true,
  },
]

const created = /create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)/gi

/** The text without comments and the bodies of functions, which do nothing while they are made. */
function statementsOf(sql: string): string {
  return sql.replaceAll(/--.*$/gm, '').replaceAll(/as\s+\$(\w*)\$.*?\$\1\$/gis, "as ''")
}

/**
 * What is wrong with one migration; empty when people can read on and the version before can go on.
 * A migration that takes something away says since which one nobody asks for it: `-- contract: unused since 0095`.
 */
export function faultsOfMigration(sql: string): string[] {
  const own = new Set([...statementsOf(sql).matchAll(created)].map(([, table]) => table))
  const mayContract = /^-- contract: unused since \d{4}\b/m.test(sql)
  return rules.flatMap(({ pattern, fault, contracts }) =>
    [...statementsOf(sql).matchAll(pattern)]
      .filter(([, table]) => !own.has(table) && !(contracts && mayContract))
      .map(([, table]) => `${table} ${fault}`),
  )
}
