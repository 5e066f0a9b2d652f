import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

const korean = 'TY  - JOUR\nTI  - 한국어 검색\nAU  - 홍길동\nER  - \n'
const accented = '@article{k, title = {Ä Über Élan naïve}, author = {Müller}}'
// 한국어 검색 홍길동 in CP949, from the table of the WHATWG encoding standard.
const koreanBytes = [
  0xc7, 0xd1, 0xb1, 0xb9, 0xbe, 0xee, 0x20, 0xb0, 0xcb, 0xbb, 0xf6, 0x20, 0xc8, 0xab, 0xb1, 0xe6, 0xb5, 0xbf,
]

const ascii = (text: string) => [...Buffer.from(text, 'latin1')]
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()

test.each([
  ['UTF-8', Buffer.from(korean), 'utf-8', korean],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${korean}`), 'utf-8', korean],
  ['UTF-16 LE with a mark', Buffer.from(`\ufeff${korean}`, 'utf16le'), 'utf-16le', korean],
  ['UTF-16 BE with a mark', swapped(Buffer.from(`\ufeff${korean}`, 'utf16le')), 'utf-16be', korean],
  ['UTF-16 LE without a mark', Buffer.from(korean, 'utf16le'), 'utf-16le', korean],
  ['UTF-16 BE without a mark', swapped(Buffer.from(korean, 'utf16le')), 'utf-16be', korean],
  ['Windows-1252', Buffer.from(accented, 'latin1'), 'windows-1252', accented],
  ['CP949', Buffer.from([...ascii('TI  - '), ...koreanBytes]), 'cp949', 'TI  - 한국어 검색 홍길동'],
])('knows %s', (_name, bytes, encoding, text) => {
  expect(decodeText(bytes)).toEqual({ text, encoding, lostCount: 0 })
})

test('CP949 with the syllables of Microsoft’s extension is still Korean', () => {
  // 똠방각하: the first is 0x8c63, outside of KS X 1001.
  const bytes = Buffer.from([
    ...ascii('TI  - '),
    0x8c,
    0x63,
    0xb9,
    0xe6,
    0xb0,
    0xa2,
    0xc7,
    0xcf,
    0x20,
    ...koreanBytes,
  ])
  expect(decodeText(bytes)?.text).toBe('TI  - 똠방각하 한국어 검색 홍길동')
})

test('one broken byte in a long UTF-8 file stays one broken character', () => {
  const bytes = Buffer.concat([Buffer.from(korean.repeat(20)), Buffer.from([0xe1]), Buffer.from(' x')])
  expect(decodeText(bytes)).toMatchObject({ encoding: 'utf-8', lostCount: 1 })
})

test('one letter of Windows-1252 is no broken UTF-8', () => {
  expect(decodeText(Buffer.from('@misc{k, author = {Testá I.}}', 'latin1'))).toMatchObject({
    encoding: 'windows-1252',
    text: '@misc{k, author = {Testá I.}}',
  })
})

test('bytes that are no text are told apart', () => {
  expect(decodeText(Buffer.from('%PDF-1.7\n'))).toBeUndefined()
  expect(decodeText(Buffer.from([0x50, 0x4b, 3, 4, 20]))).toBeUndefined()
  expect(decodeText(Buffer.from([1, 2, 0, 3, 0, 0, 5, 9]))).toBeUndefined()
})
