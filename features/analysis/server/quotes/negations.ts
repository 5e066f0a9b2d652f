/**
 * Words that turn what stands beside them, in English as a scan's reader may have left them ("cann0t", "bardly") and in
 * Korean. Both a quote's own ends (whole-words.ts) and the dots inside it (ellipsis.ts) are held against them.
 */

/** What a reader of scans takes a letter for. */
const misread: Readonly<Record<string, string>> = {
  o: '[o0]',
  l: '[l1i]',
  i: '[i1l]',
  h: '[hb]',
  e: '[ec]',
  s: '[s5]',
  w: '(?:w|vv)',
  d: '(?:d|cl)',
  m: '(?:m|rn)',
}

/** One alternative for each phrase, its letters as they may have been misread. */
function anyOf(...phrases: readonly string[]): string {
  const alternatives = phrases
    .join('|')
    .replace(/[oliheswdm]/g, (letter) => misread[letter] ?? letter)
    .replaceAll(' ', String.raw`\s`)
  return `(?:${alternatives})`
}

/** For patterns of {@link tidied} text: they know one kind of apostrophe and of space. */
const shortened = String.raw`\p{L}+[nN]['’]\s?t`
const negating = `${shortened}|${anyOf(
  ...['not', 'no', 'never', 'none', 'neither', 'nor', 'cannot', 'without', 'nobody', 'nothing', 'nowhere'],
  ...['hardly', 'barely', 'rarely', 'seldom', 'scarcely', 'few', 'little', 'unable', 'inability', 'unlikely'],
  ...['impossible', 'lack', 'lacks', 'lacked', 'lacking', 'absence', 'fail', 'fails', 'failed', 'failing'],
  ...['failure', 'refuse', 'refuses', 'refused'],
)}`
const denying = anyOf(
  ...['prevent', 'prevents', 'prevented', 'preventing', 'avoid', 'avoids', 'avoided', 'avoiding'],
  ...['deny', 'denies', 'denied', 'doubt', 'doubts', 'doubtful', 'false', 'untrue', 'contrary'],
)
const limiting = anyOf(
  ...['if', 'unless', 'whether', 'except', 'than', 'less', 'fewer', 'at least', 'at most', 'up to'],
  ...['almost', 'nearly', 'instead of', 'far from'],
)

const whole = (words: string) => String.raw`(?<![\p{L}\p{N}])(?<!\ba\s)(?:${words})(?![\p{L}\p{N}])`

/** So many words on, with no mark between and none of the words that begin a clause of their own. */
const wordsUpTo = (most: number, ends: string) =>
  String.raw`(?:\s(?!(?:${ends})\s)(?:[^\s.,;:!?()—]|[.,](?=\d))+){0,${most}}`
const relatives = 'which|who|whose'
const joints = 'and|but|yet|so|then|because|since|while|when|where|whereas|although|though'

// Marks, an aside or a reference between the negation and the first quoted letter. A mark that ends a sentence does not
// stand after a space.
const aside = String.raw`(?:,[^,.;:!?]{1,40},|\s\([^()]{1,60}\)|\s\[[^\[\]]{1,40}\])?`
const marks = String.raw`[^\p{L}\p{N}\s.!?;:]*(?:\s[^\p{L}\p{N}]*)?$`
const marksWithinClause = String.raw`[^\p{L}\p{N}\s.,!?;:]*(?:\s[^\p{L}\p{N}.,!?;:]*)?$`

const beside = new RegExp(
  `${whole(`${negating}|${denying}|${limiting}`)}(?:\\s(?:to|of|from))?${aside}${marks}`,
  'iu',
)
const inTheClause = new RegExp(
  `${whole(negating)}${wordsUpTo(3, `${joints}|${relatives}`)}${marksWithinClause}`,
  'iu',
)
const overThat = new RegExp(
  `${whole(`${negating}|${denying}`)}${wordsUpTo(5, `and|but|${relatives}`)}\\s${anyOf('that')}${aside}${marksWithinClause}`,
  'iu',
)
// "않는 캐시는 빠르다" cut to "캐시는 빠르다": what limits a noun or sets a condition stands before it.
const besideInKorean =
  /(?:(?<!\S)(?:안|못)|(?<!(?:틀림|상관|관계|끊임|변함|빠짐)\s?)(?:않|못하|없)(?:는|은|을|던|다는|다면|으면|면)|못[한할]|아[닌닐]|아니(?:라는|라면|면))["'”’)\]\s]*$/u

/**
 * Whether what stands before a quote negates or limits it: a word directly beside it, one up to three words before it in the
 * same clause ("no statistically | significant difference"), or one that a "that" carries over ("no evidence that | …").
 *
 * @param before the text up to the quote, {@link tidied}
 * @param isApart whether a sentence or a heading ends right before the quote, as far as marks and lines tell
 */
export function isTurnedBefore(before: string, isApart: boolean): boolean {
  if (isApart) return false
  return [beside, inTheClause, overThat, besideInKorean].some((pattern) => pattern.test(before))
}

const besideAfter = new RegExp(
  String.raw`^["'”’)\]\s]*(?:${anyOf(
    ...[
      'not',
      'no',
      'never',
      'none',
      'neither',
      'cannot',
      'nobody',
      'nothing',
      'nowhere',
      'hardly',
      'barely',
    ],
    ...[
      'rarely',
      'seldom',
      'scarcely',
      'few',
      'little',
      'unless',
      'if',
      'except',
      'only',
      'fail to',
      'fails to',
    ],
    ...['failed to', 'by no means', 'in no', 'at no', 'under no', 'is false', 'is wrong', 'is untrue'],
    ...['is impossible', 'is unlikely', 'was refuted', 'was rejected', 'is refuted', 'is rejected'],
  )}|${shortened}|${anyOf('is', 'are', 'was', 'were', 'has', 'have', 'can', 'does', 'do', 'did')}\s${anyOf('not', 'never', 'no longer')})(?![\p{L}\p{N}])`,
  'iu',
)

// A Korean sentence says at its end whether it holds: "유의하지 | 않았다", "높아졌다고 | 볼 수 없다", "높아진 것은 | 아니다".
const negatingPredicate =
  /않|못[하한할해했]|아니|아닌|아닐|없|말아|어렵|어려[운울웠]|힘들|불가|불분명|의문|(?<!\S)안\s?[된됐되]/u
const noNegation = /밖에\s?없|(?:틀림|상관|관계|끊임|변함|빠짐)\s?없|뿐(?:만)?\s?아니/gu
const directPredicate =
  /^["'”’)\]\s]*(?:(?:하|되)?지(?:는|도|를)?\s?|있지(?:는|도)?\s?|수(?:가|는|도)?\s|것(?:은|이|도)?\s)*(?:않|못|아니|아닌|없|말)/u
const hangulAtEnd = /\p{Script=Hangul}["'”’)\]]*$/u
const endsClause =
  /(?:(?<![다라자냐])고|며|지만|으나|므로|는데|면서|니까|[어아여해]서|때문에|[다요음함임됨])["'”’)\]]*$/u
const goesOnAsReported = /^\s?(?:고|는|라는)\s/u

/**
 * Whether what stands behind a quote negates or limits it.
 *
 * @param inside the quote's own words, for where a Korean clause ends
 * @param after the text behind it, {@link tidied}
 */
export function isTurnedAfter(inside: string, after: string): boolean {
  if (besideAfter.test(after)) return true
  if (!hangulAtEnd.test(inside)) return false
  const rest = (/^[^.!?,;]{0,40}/u.exec(after)?.[0] ?? '').replace(noNegation, '')
  if (directPredicate.test(rest)) return true
  const isWhole = endsClause.test(inside) && !goesOnAsReported.test(rest)
  return !isWhole && negatingPredicate.test(rest)
}

const contrasting = anyOf(
  ...['only', 'but', 'yet', 'however', 'although', 'though', 'while', 'whereas', 'despite', 'worse'],
  ...['instead', 'rather'],
)
const turning = new RegExp(
  `${whole(`${negating}|${denying}|${limiting}|${contrasting}|un\\p{L}+`)}|않|아니|못|없|지만|그러나|반면|보다`,
  'iu',
)

/** Whether words hold one that negates, contrasts or limits what stands around them. */
export function turnsItsSurroundings(text: string): boolean {
  return turning.test(text)
}

/** Text as the patterns want it: on one line, words broken at a line end whole, ligatures as letters. */
export function tidied(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\u00ad|[\u200b-\u200f]/gu, '')
    .replace(/(?<=\p{L})[-‐]\s*\n\s*(?=\p{Ll})/gu, '')
    .replace(/[ʼ´`‘]/gu, '’')
    .replace(/\s+/gu, ' ')
}
