import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOUSE_ROOT, isSource, isTest, isTestSupport, listHouseFiles } from './source-files.ts'

interface WordRule {
  pattern: RegExp
  why: string
  /** Whether the rule is for this file. */
  appliesTo: (file: string) => boolean
  /** Set when comments count too; otherwise whole lines of comment may speak of `console` or `process.env`. */
  inComments?: true
}

export interface WordBreach {
  file: string
  /** From 1; absent when the file's name itself is meant. */
  line?: number
  why: string
}

const isHouse = (file: string) => isSource(file) && /^(contract|features|server|web)\//.test(file)
/** Code that runs for users. */
const isServing = (file: string) =>
  isHouse(file) && !isTest(file) && !isTestSupport(file) && file !== 'web/vite.config.ts'
const isEntryPoint = (file: string) => /^server\/([^/]+\.ts$|cli\/)/.test(file)
const isCli = (file: string) => /^server\/cli(\/|\.ts$)/.test(file)
const isText = (file: string) => isSource(file) || /\.(css|sql|mjs|cjs|ya?ml|sh|html)$/.test(file)

/** Platform's two rooms that connect, and the sign-in wrapper, which has a role and a pool of its own. */
const mayConnect = (file: string) =>
  /^server\/platform\/(database|postgres)(\/|\.ts$)|^features\/accounts\/server\/auth\//.test(file)

const SWALLOWS =
  'a catch that swallows: decide on the error, or let it through (a comment in the block says what was decided)'

const rules: WordRule[] = [
  {
    // PATH is where programs are found, not a setting of ours.
    pattern: /\bprocess\.env\b(?!\.PATH\b|\['PATH'\])/g,
    why: 'configuration is read once: entry points give the environment to server/platform/config and hand down the result',
    appliesTo: (file) =>
      isServing(file) && !isEntryPoint(file) && !/^server\/platform\/config(\/|\.ts$)/.test(file),
  },
  {
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/g,
    why: 'finish it or leave it out',
    appliesTo: (file) => isText(file) && !file.startsWith('tools/check-words'),
    inComments: true,
  },
  {
    pattern: /\bconsole\s*\./g,
    why: 'console only in the CLI; elsewhere the log',
    appliesTo: (file) => isServing(file) && !isCli(file),
  },
  {
    pattern: /\bcatch\s*(\([^)]*\))?\s*\{\s*(return\s*(null|\[\]|\{\}|''|``)\s*;?\s*)?\}/g,
    why: SWALLOWS,
    appliesTo: isServing,
  },
  {
    pattern:
      /\bcatch\s*\(\w+\)\s*\{[^{}]*\blog\b[^{}]*\breturn\s*(null|undefined|\[\]|\{\}|''|``)?\s*;?\s*\}/g,
    why: SWALLOWS,
    appliesTo: isServing,
  },
  {
    pattern: /\.catch\(\s*(async\s*)?\(?\w*\)?\s*=>\s*(null|\[\]|\(\{\}\)|''|\{\s*\})\s*,?\s*\)/g,
    why: SWALLOWS,
    appliesTo: isServing,
  },
  {
    pattern: /\bnew\s+(Kysely\b|(pg\.)?(Pool|Client)\s*[(<])/g,
    why: 'connections are opened in server/platform/database, and handed down',
    appliesTo: (file) => isServing(file) && !mayConnect(file),
  },
]

/** Words that say what kind of thing a file is instead of what it does. */
const EMPTY_NAMES = new Set(
  'util utils helper helpers common manager managers service services base enhanced v2 misc'.split(' '),
)

/** The breaches in one file's text. */
export function readWords(file: string, text: string): WordBreach[] {
  const code = text.replace(/^[ \t]*(\*|\/\*|\/\/).*$/gm, '//')
  return rules
    .filter((rule) => rule.appliesTo(file))
    .flatMap(({ pattern, why, inComments }) =>
      [...(inComments === true ? text : code).matchAll(pattern)].map(({ index }) => ({
        file,
        line: (inComments === true ? text : code).slice(0, index).split('\n').length,
        why,
      })),
    )
}

/** The breach in a path of a source file, if one of its words is empty: `paper-utils.ts`, `PaperManager.tsx`. */
export function readName(file: string): WordBreach[] {
  if (!isSource(file)) return []
  const words = file
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[/.\-_]/)
  const empty = words.find((word) => EMPTY_NAMES.has(word))
  return empty === undefined
    ? []
    : [{ file, why: `"${empty}" says what kind of thing it is, not what it does` }]
}

if (import.meta.main) {
  const files = listHouseFiles(HOUSE_ROOT).filter(isText)
  const breaches = files.flatMap((file) => [
    ...readName(file),
    ...readWords(file, readFileSync(join(HOUSE_ROOT, file), 'utf8')),
  ])
  for (const { file, line, why } of breaches)
    console.log(`${file}${line === undefined ? '' : `:${line}`} ${why}`)
  console.log(`${files.length} files, ${breaches.length} breaches`)
  process.exitCode = breaches.length > 0 ? 1 : 0
}
