/**
 * Korean in Latin letters by the Revised Romanization (Ministry of Culture and Tourism notice 2000-8, 국어의 로마자 표기법):
 * §2 the letters, §3-1 the sounds where syllables meet. Tensing is not written (§3-1, note). Names of people: family names as
 * their bearers most often write them (§3-7 leaves them to usage), given names syllable by syllable, as §3-4 asks.
 */
const initials = [
  'g',
  'kk',
  'n',
  'd',
  'tt',
  'r',
  'm',
  'b',
  'pp',
  's',
  'ss',
  '',
  'j',
  'jj',
  'ch',
  'k',
  't',
  'p',
  'h',
]
const vowels = [
  'a',
  'ae',
  'ya',
  'yae',
  'eo',
  'e',
  'yeo',
  'ye',
  'o',
  'wa',
  'wae',
  'oe',
  'yo',
  'u',
  'wo',
  'we',
  'wi',
  'yu',
  'eu',
  'ui',
  'i',
]
/** How a final consonant sounds at the end of a word. */
const finals = [
  '',
  'k',
  'k',
  'k',
  'n',
  'n',
  'n',
  't',
  'l',
  'k',
  'm',
  'l',
  'l',
  'l',
  'p',
  'l',
  'm',
  'p',
  'p',
  't',
  't',
  'ng',
  't',
  't',
  'k',
  't',
  'p',
  't',
]
/** What of a final stays before a vowel, and what goes over to the next syllable. */
const linked: readonly (readonly [stays: string, goes: string])[] = [
  ['', ''],
  ['', 'g'],
  ['', 'kk'],
  ['k', 's'],
  ['', 'n'],
  ['n', 'j'],
  ['', 'n'],
  ['', 'd'],
  ['', 'r'],
  ['l', 'g'],
  ['l', 'm'],
  ['l', 'b'],
  ['l', 's'],
  ['l', 't'],
  ['l', 'p'],
  ['', 'r'],
  ['', 'm'],
  ['', 'b'],
  ['p', 's'],
  ['', 's'],
  ['', 'ss'],
  ['ng', ''],
  ['', 'j'],
  ['', 'ch'],
  ['', 'k'],
  ['', 't'],
  ['', 'p'],
  ['', ''],
]
const silentInitial = 11
const hFinals = new Set([6, 15, 27])

/** Family names as they are most often written (National Institute of Korean Language, survey of passports, 2007 and 2011). */
const familyNames: Readonly<Record<string, string>> = {
  김: 'Kim',
  이: 'Lee',
  박: 'Park',
  최: 'Choi',
  정: 'Jung',
  강: 'Kang',
  조: 'Cho',
  윤: 'Yoon',
  장: 'Jang',
  임: 'Lim',
  한: 'Han',
  오: 'Oh',
  서: 'Seo',
  신: 'Shin',
  권: 'Kwon',
  황: 'Hwang',
  안: 'Ahn',
  송: 'Song',
  류: 'Ryu',
  유: 'Yoo',
  전: 'Jeon',
  홍: 'Hong',
  고: 'Ko',
  문: 'Moon',
  양: 'Yang',
  손: 'Son',
  배: 'Bae',
  백: 'Baek',
  허: 'Heo',
  남: 'Nam',
  심: 'Shim',
  노: 'Noh',
  하: 'Ha',
  곽: 'Kwak',
  성: 'Sung',
  차: 'Cha',
  주: 'Joo',
  우: 'Woo',
  구: 'Koo',
  나: 'Na',
  라: 'Ra',
  민: 'Min',
  진: 'Jin',
  지: 'Ji',
  엄: 'Eom',
  채: 'Chae',
  원: 'Won',
  천: 'Cheon',
  방: 'Bang',
  공: 'Kong',
  현: 'Hyun',
  함: 'Ham',
  변: 'Byun',
  염: 'Yeom',
  여: 'Yeo',
  추: 'Choo',
  도: 'Do',
  소: 'So',
  석: 'Seok',
  선: 'Sun',
  설: 'Seol',
  마: 'Ma',
  길: 'Gil',
  연: 'Yeon',
  위: 'Wi',
  표: 'Pyo',
  명: 'Myung',
  기: 'Ki',
  반: 'Ban',
  왕: 'Wang',
  금: 'Keum',
  옥: 'Ok',
  육: 'Yook',
  인: 'In',
  맹: 'Maeng',
  제: 'Je',
  모: 'Mo',
  탁: 'Tak',
  국: 'Kook',
  어: 'Eo',
  은: 'Eun',
  편: 'Pyun',
  용: 'Yong',
  예: 'Ye',
  경: 'Kyung',
  봉: 'Bong',
  사: 'Sa',
  남궁: 'Namkoong',
  황보: 'Hwangbo',
  제갈: 'Jegal',
  사공: 'Sakong',
  선우: 'Sunwoo',
  서문: 'Seomoon',
  독고: 'Dokko',
}

type Syllable = { initial: number; vowel: number; final: number }

function syllableOf(letter: string): Syllable | undefined {
  const index = letter.charCodeAt(0) - 0xac00
  if (index < 0 || index > 11_171) return undefined
  return { initial: Math.floor(index / 588), vowel: Math.floor((index % 588) / 28), final: index % 28 }
}

/** The runs of Hangul in a text in Latin letters, everything else as it is. */
export function romaniseHangul(text: string): string {
  return text.normalize('NFC').replaceAll(/[가-힣]+/g, (run) => {
    const syllables = [...run].map(syllableOf).filter((each) => each !== undefined)
    let written = ''
    let carried: string | undefined
    for (const [index, syllable] of syllables.entries()) {
      const next = syllables[index + 1]
      const { stays, goes } = meet(syllable.final, next)
      written += (carried ?? initials[syllable.initial] ?? '') + (vowels[syllable.vowel] ?? '') + stays
      carried = goes
    }
    return written
  })
}

/** What becomes of a final and the initial behind it. `goes` undefined: the next initial is written as it is. */
function meet(final: number, next: Syllable | undefined): { stays: string; goes: string | undefined } {
  const end = finals[final] ?? ''
  if (next === undefined || final === 0) return { stays: end, goes: undefined }
  const start = initials[next.initial] ?? ''
  if (next.initial === silentInitial) return linkedTo(final, next.vowel)
  if (hFinals.has(final) && /^[gdj]$/.test(start)) {
    const stays = final === 6 ? 'n' : final === 15 ? 'l' : ''
    return { stays, goes: { g: 'k', d: 't', j: 'ch' }[start] ?? start }
  }
  if (start === 'n' || start === 'm')
    return { stays: nasal(end), goes: end === 'l' && start === 'n' ? 'l' : start }
  if (start === 'r') return beforeR(end)
  return { stays: end, goes: undefined }
}

function linkedTo(final: number, vowel: number): { stays: string; goes: string } {
  const [stays = '', goes = ''] = linked[final] ?? []
  // 굳이 [guji], 같이 [gachi]: before i the tooth sounds become palatal.
  if (vowel === 20 && goes === 'd') return { stays, goes: 'j' }
  if (vowel === 20 && goes === 't') return { stays, goes: 'ch' }
  return { stays, goes }
}

function nasal(end: string): string {
  return { k: 'ng', t: 'n', p: 'm' }[end] ?? end
}

/** 신라 [silla], 종로 [jongno], 독립 [dongnip]. */
function beforeR(end: string): { stays: string; goes: string | undefined } {
  if (end === 'l' || end === 'n') return { stays: 'l', goes: 'l' }
  return { stays: nasal(end), goes: 'n' }
}

/** The family name of a Korean name in Hangul, as its bearers mostly write it. */
export function romaniseFamilyName(family: string): string {
  const known = familyNames[family]
  if (known !== undefined) return known
  const romanised = romaniseHangul(family)
  return romanised.charAt(0).toUpperCase() + romanised.slice(1)
}

/** The family name within a whole Korean name: 홍길동 → 홍, 남궁민수 → 남궁. */
export function koreanFamilyOf(name: string): string {
  const two = name.slice(0, 2)
  return name.length > 2 && familyNames[two] !== undefined ? two : name.slice(0, 1)
}
