import { romaniseHangul } from './romanise-korean.ts'

/** Letters that Unicode does not take apart into a letter and a mark. */
const whole: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
}

/**
 * Text in ASCII letters as far as letters have a sound of their own: marks gone, Hangul romanised. Han and kana stay what
 * they are, for how they are read is not written in them.
 */
export function foldLetters(text: string): string {
  return romaniseHangul(text)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll(/[ßæÆœŒøØłŁđĐðÐþÞı]/g, (letter) => whole[letter] ?? letter)
}

/** What may stand in a key: letters and digits, and the signs that no format takes for its own. */
export function cleanKey(text: string): string {
  return text.normalize('NFC').replaceAll(/[^\p{L}\p{N}:._+/-]/gu, '')
}
