import { expect, test } from 'vitest'
import {
  arxivDoi,
  doiUrl,
  findArxivIds,
  findDois,
  normaliseArxivId,
  normaliseDoi,
  normaliseIsbn,
  normalisePmcid,
  normalisePmid,
} from './identifiers.ts'

test.each([
  ['10.1145/3292500.3330701', '10.1145/3292500.3330701'],
  ['https://doi.org/10.1109/TNET.2008.927257', '10.1109/tnet.2008.927257'],
  ['http://dx.doi.org/10.1016/j.tcs.2003.05.002', '10.1016/j.tcs.2003.05.002'],
  ['doi:10.14778/3430915.3430918', '10.14778/3430915.3430918'],
  ['DOI 10.1000/182', '10.1000/182'],
  ['doi: https://doi.org/10.1000/182', '10.1000/182'],
  ['info:doi/10.1000/182', '10.1000/182'],
  ['  10.1007/978-3-642-04744-2_4.  ', '10.1007/978-3-642-04744-2_4'],
  [
    'https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID%3E3.0.CO;2-O',
    '10.1002/(sici)1097-4571(199806)49:8<693::aid>3.0.co;2-o',
  ],
  ['10.1016/0004-3702(94)90036-1)', '10.1016/0004-3702(94)90036-1'],
  ['10.1016/s0014-5793(01)', '10.1016/s0014-5793(01)'],
])('"%s" is the DOI %s', (printed, canonical) => {
  expect(normaliseDoi(printed)).toBe(canonical)
})

test.each([
  'hello',
  '10.12/too-short',
  '10.1145/',
  '10.1145/nnnnnnn.nnnnnnn',
  '10.1145/1122445.1122456',
  'https://doi.org/10.1145/XXXXXXX.XXXXXXX',
  '10.0000/anything',
  '10.1109/ACCESS.2017.DOI.xxxxx',
  '10.1234/0000000',
])('"%s" is no DOI', (printed) => {
  expect(normaliseDoi(printed)).toBeUndefined()
})

test('DOIs are found in running text without the punctuation around them', () => {
  const text =
    'See (https://doi.org/10.1145/1807167.1807222), doi:10.1145/1807167.1807222; and 10.1038/nature12373.'
  expect(findDois(text)).toEqual(['10.1145/1807167.1807222', '10.1038/nature12373'])
})

test('a DOI becomes an address that survives odd characters', () => {
  expect(doiUrl('10.1002/(sici)1097<693::aid>3')).toBe(
    'https://doi.org/10.1002/(sici)1097%3C693%3A%3Aaid%3E3',
  )
})

test.each([
  ['1510.00116', { id: '1510.00116' }],
  ['arXiv:1510.00116v2', { id: '1510.00116', version: 2 }],
  ['arXiv:1311.2542v3 [cs.DS]', { id: '1311.2542', version: 3 }],
  ['https://arxiv.org/abs/2401.01234v1', { id: '2401.01234', version: 1 }],
  ['https://arxiv.org/pdf/2401.01234.pdf', { id: '2401.01234' }],
  ['10.48550/arXiv.2401.01234', { id: '2401.01234' }],
  ['math/0501170', { id: 'math/0501170' }],
  ['math.GT/0309136v1', { id: 'math/0309136', version: 1 }],
  ['https://doi.org/10.48550/arXiv.math/9404236', { id: 'math/9404236' }],
])('"%s" is an arXiv id', (printed, canonical) => {
  expect(normaliseArxivId(printed)).toEqual(canonical)
})

test.each([
  '1513.00116',
  '0703.1234',
  '1510.0116',
  '1401.12345',
  'maths/0501170',
  'math/0513170',
  '10.1145/1510.00116',
])('"%s" is no arXiv id', (printed) => {
  expect(normaliseArxivId(printed)).toBeUndefined()
})

test('arXiv ids are found only where the text names them so', () => {
  const text =
    'arXiv:math/0501170v3 [math.CO] 21 Jan 2005; price 1510.00116; https://arxiv.org/abs/1510.00117.'
  expect(findArxivIds(text)).toEqual([{ id: 'math/0501170', version: 3 }, { id: '1510.00117' }])
})

test('all versions of an arXiv paper share one DOI', () => {
  expect(arxivDoi('1510.00116')).toBe('10.48550/arxiv.1510.00116')
})

test.each([
  ['17284678', '17284678'],
  ['PMID: 17284678', '17284678'],
  ['https://pubmed.ncbi.nlm.nih.gov/17284678/', '17284678'],
  ['https://www.ncbi.nlm.nih.gov/pubmed/17284678?dopt=Abstract', '17284678'],
  ['0123', undefined],
  ['123456789', undefined],
  ['PMC17284678', undefined],
])('"%s" as a PubMed id is %s', (printed, canonical) => {
  expect(normalisePmid(printed)).toBe(canonical)
})

test.each([
  ['PMC1790863', 'PMC1790863'],
  ['PMCID: pmc1790863.2', 'PMC1790863'],
  ['https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1790863/', 'PMC1790863'],
  ['https://pmc.ncbi.nlm.nih.gov/articles/PMC1790863/?report=reader', 'PMC1790863'],
  ['1790863', undefined],
  ['PMC0', undefined],
])('"%s" as a PubMed Central id is %s', (printed, canonical) => {
  expect(normalisePmcid(printed)).toBe(canonical)
})

test.each([
  ['978-0-306-40615-7', '9780306406157'],
  ['0-306-40615-2', '9780306406157'],
  ['0-8044-2957-X', '9780804429573'],
  ['ISBN 979-11-6224-114-1', '9791162241141'],
  ['0306406152 9780306406157', '9780306406157'],
  ['978-0-306-40615-8 (pbk.), 0-306-40615-2', '9780306406157'],
  ['978-0-306-40615-8', undefined],
  ['0-306-40615-3', undefined],
  ['1234567890123', undefined],
  ['2041-1723', undefined],
])('"%s" as an ISBN is %s', (printed, canonical) => {
  expect(normaliseIsbn(printed)).toBe(canonical)
})
