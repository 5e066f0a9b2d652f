import { expect, test } from 'vitest'
import { readMods } from './read-mods.ts'

test('an article has its journal from the host, a name its role, a title its article set apart', () => {
  const { entries, problems } = readMods(`<mods:modsCollection><mods:mods>
    <mods:titleInfo><mods:nonSort>The</mods:nonSort><mods:title>Urban Question</mods:title><mods:subTitle>Reflections</mods:subTitle></mods:titleInfo>
    <mods:name type="personal"><mods:namePart type="given">Neil</mods:namePart><mods:namePart type="family">Brenner</mods:namePart><mods:role><mods:roleTerm>author</mods:roleTerm></mods:role></mods:name>
    <mods:name type="personal"><mods:namePart>Kier, Ada</mods:namePart><mods:role><mods:roleTerm>edt</mods:roleTerm></mods:role></mods:name>
    <mods:name type="corporate"><mods:namePart>Press</mods:namePart><mods:role><mods:roleTerm>publisher</mods:roleTerm></mods:role></mods:name>
    <mods:relatedItem type="host"><mods:titleInfo><mods:title>Journal</mods:title></mods:titleInfo><mods:originInfo><mods:issuance>continuing</mods:issuance></mods:originInfo>
      <mods:part><mods:detail type="volume"><mods:number>24</mods:number></mods:detail><mods:extent unit="pages"><mods:start>361</mods:start><mods:end>378</mods:end></mods:extent><mods:date>2000</mods:date></mods:part></mods:relatedItem>
    <mods:subject><mods:topic>Cities</mods:topic></mods:subject><mods:identifier type="doi">10.1234/abc</mods:identifier>
    </mods:mods></mods:modsCollection>`)
  expect(problems).toEqual([])
  expect(entries).toMatchObject([
    {
      csl: {
        type: 'article-journal',
        title: 'The Urban Question: Reflections',
        author: [{ family: 'Brenner', given: 'Neil' }],
        editor: [{ family: 'Kier', given: 'Ada' }],
        'container-title': 'Journal',
        volume: '24',
        page: '361-378',
        issued: { 'date-parts': [[2000]] },
        DOI: '10.1234/abc',
      },
      keywords: ['Cities'],
    },
  ])
})

test('a book takes the date that is made for machines', () => {
  const { entries } = readMods(
    '<mods><titleInfo><title>B</title></titleInfo><originInfo><publisher>P</publisher><dateIssued>c1998</dateIssued><dateIssued encoding="marc">1999</dateIssued><issuance>monographic</issuance></originInfo></mods>',
  )
  expect(entries[0]?.csl).toMatchObject({ type: 'book', publisher: 'P', issued: { 'date-parts': [[1999]] } })
})
