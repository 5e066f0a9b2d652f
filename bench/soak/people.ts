import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { makePdf, textAt } from '#features/papers/server/pdf/testing/make-pdf.ts'
import { saveKey } from '#features/vault/contract.ts'
import { startFakeProvider } from '#server/testing/fake-providers.ts'
import { visitorOf } from '#server/testing/run-seogo.ts'
import { models, wires } from '../analysis-house.ts'
import { owner } from '../installation.ts'
import type { SoakedHouse } from './installation.ts'

const key = 'sk-soak-0a1b2c3d4e5f'
const words = 'halls books light memory stone rivers maps winter glass letters silver paths'.split(' ')
export const wordOf = (count: number) => words[count % words.length] ?? ''

const titleOf = (name: string, count: number) =>
  `${name} ${count} of ${wordOf(count)} and ${wordOf(Math.floor(count / words.length) + 5)}`

/** Three entries that no library has yet. */
export const entriesOf = (count: number) =>
  [1, 2, 3]
    .map(
      (part) =>
        `@article{soak${count}p${part}, title = {${titleOf(`A Survey part ${part},`, count)}}, author = {Lee, Ann and Kim, Bo}, journal = {Journal of ${wordOf(count + part)}}, year = ${1990 + (count % 30)}, abstract = {We measure ${wordOf(count)} in ${wordOf(count + 3)} and find ${count}.}}`,
    )
    .join('\n')

/** A paper of four pages that no library has yet. */
function pdfOf(count: number): Buffer {
  const pages = Array.from({ length: 4 }, (_, page) => {
    const lines = Array.from({ length: 40 }, (_, line) =>
      textAt(
        { x: 60, y: 700 - line * 15 },
        `Page ${page + 1}: in trial ${count} the ${wordOf(line + count)} of ${wordOf(line * 3 + page)} held ${line * count} times.`,
      ),
    )
    const title =
      page === 0 ? textAt({ x: 60, y: 740, size: 18, font: 'bold' }, titleOf('Of trial', count)) : ''
    return { content: title + lines.join('') }
  })
  return makePdf({ pages, info: { Title: titleOf('Of trial', count) } })
}

export type FileGiven = { readonly name: string; readonly bytes: Buffer }

/** The files of a folder one after the other and over again, or made ones. */
export function openFiles(folder: string | undefined): (count: number) => FileGiven {
  if (folder === undefined) return (count) => ({ name: `trial-${count}.pdf`, bytes: pdfOf(count) })
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ['.pdf', '.bib', '.ris'].includes(extname(name)))
    .toSorted()
  if (found.length === 0) throw new Error(`there is no file to import in ${folder}`)
  return (count) => {
    const name = found[count % found.length] ?? ''
    return { name: name.split('/').at(-1) ?? '', bytes: readFileSync(join(folder, name)) }
  }
}

export function formOf({ name, bytes }: FileGiven): FormData {
  const form = new FormData()
  form.append('files', new Blob([new Uint8Array(bytes)]), name)
  return form
}

export const signingIn = { email: owner.email, password: owner.password }

/** Four servers that answer as the named providers do, set up as a person would. @returns what is asked for */
export async function setUpProviders({ address, cookie }: SoakedHouse) {
  const visitor = visitorOf(() => address, cookie)
  const fakes = await Promise.all(wires.map((wire) => startFakeProvider({ wire, key })))
  const choices: string[] = []
  for (const [index, provider] of wires.entries()) {
    const baseUrl = fakes[index]?.url ?? ''
    const body = { label: provider, provider, baseUrl, model: models[provider], key }
    choices.push((await visitor.call(saveKey, { body })).id)
  }
  return {
    choices: [...choices, 'local'],
    answered: () => fakes.reduce((sum, { answered }) => sum + answered, 0),
    close: () => Promise.all(fakes.map((fake) => fake.close())),
  }
}
