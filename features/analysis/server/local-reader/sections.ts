/** What part of a paper a sentence stands in, as far as its headings tell. */
export type Section =
  | 'front'
  | 'abstract'
  | 'keywords'
  | 'introduction'
  | 'background'
  | 'methods'
  | 'data'
  | 'results'
  | 'discussion'
  | 'limitations'
  | 'conclusion'
  | 'thanks'
  | 'references'
  | 'body'

/** A line that is a heading; `rest` is the text that follows on the same line ("Abstract. We study …"). */
export type Heading = { readonly section: Section; readonly rest: string }

// Whole headings without their number. Order matters: "Results and Discussion" is results, "Discussion" is not.
const titles: readonly (readonly [Section, RegExp])[] = [
  [
    'abstract',
    /^(?:abstract|summary|executive summary|국문\s?초록|국문\s?요약|초\s?록|요\s?약|논문\s?요약)$/,
  ],
  [
    'keywords',
    /^(?:key\s?-?words?(?: and phrases)?|index terms|주\s?제\s?어|키\s?워\s?드|핵\s?심\s?어|색\s?인\s?어)$/,
  ],
  [
    'introduction',
    /^(?:introduction|motivation|서\s?론|머리말|들어가며|연구의? (?:배경|필요성)(?: 및 목적)?)$/,
  ],
  [
    'background',
    /^(?:(?:related|previous|prior) (?:work|works|research)|background|literature review|preliminaries|(?:이론적|연구) 배경|(?:관련|선행) ?연구(?: 고찰)?|문헌 고찰)$/,
  ],
  [
    'limitations',
    /^(?:limitations?(?: (?:and|of) .{3,40})?|threats to validity|(?:연구의? )?(?:한계|제한)점?(?: 및 .{2,15})?)$/,
  ],
  [
    'data',
    /^(?:(?:the )?data ?(?:sets?)?(?: (?:and|collection|description).{0,30})?|corpus|participants|subjects|study area|materials|연구 ?대상(?: 및 .{2,15})?|(?:분석|실험|연구)? ?(?:자료|데이터)(?: ?(?:수집|구성|셋))?)$/,
  ],
  [
    'results',
    /^(?:(?:experimental |empirical |main )?(?:results?|findings|evaluation|experiments?)(?: (?:and|of) .{3,40})?|performance(?: evaluation)?|(?:연구|실험|분석)? ?결과(?: 및 .{2,15})?|실험(?: 및 .{2,15})?|성능 ?평가)$/,
  ],
  [
    'methods',
    /^(?:(?:materials? and |research |proposed |our |study )?(?:methods?|methodology|approach|algorithm|design|model)(?: (?:and|of) .{3,40})?|experimental (?:setup|design)|(?:연구|실험|분석|제안)? ?(?:방법|설계)(?:론)?(?: 및 .{2,15})?|제안(?:하는)? ?(?:방법|기법|모델|시스템|알고리즘))$/,
  ],
  ['discussion', /^(?:(?:general )?discussion(?: and .{3,40})?|논\s?의(?: 및 .{2,15})?|고\s?찰)$/],
  [
    'conclusion',
    /^(?:conclusions?|concluding remarks|conclusions? and .{3,40}|summary and .{3,40}|future work|결\s?론(?: 및 .{2,15})?|맺음말|나가며)$/,
  ],
  [
    'thanks',
    /^(?:acknowledge?ments?|감사의 글|사\s?사|author contributions|conflicts? of interest|funding)$/,
  ],
  ['references', /^(?:references|bibliography|literature cited|works cited|참\s?고\s?문\s?헌|인용\s?문헌)$/],
  ['body', /^(?:appendix|appendices|부\s?록|contents|table of contents|목\s?차)\b.{0,60}$/],
]

// "3", "3.1", "IV.", "제2장", "가." in front of a heading.
const numbering = /^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|제\s?\d{1,2}\s?[장절]\.?|[가-하]\.)\s+/
const inline =
  /^(abstract|summary|key\s?-?words?(?: and phrases)?|index terms|초\s?록|요\s?약|국문\s?초록|주\s?제\s?어|키\s?워\s?드|핵\s?심\s?어)\s*(?:[:.—–]|\s-)\s*(?=\S)/i
const headingLengthMax = 80

/** @returns the heading a line is, or undefined when it is text. */
export function toHeading(line: string): Heading | undefined {
  const trimmed = unspaceLetters(line.trim())
  const opened = inline.exec(trimmed)
  if (opened?.[1] !== undefined) {
    const section = sectionOf(opened[1])
    if (section !== undefined) return { section, rest: trimmed.slice(opened[0].length) }
  }
  if (trimmed.length > headingLengthMax) return undefined
  const section = sectionOf(trimmed.replace(numbering, '').replace(/[:.]$/, ''))
  return section === undefined ? undefined : { section, rest: '' }
}

/** A numbered heading whose words are not in the list ("4.2 Buffer management"). Only sure after a finished sentence. */
export function isOtherHeading(line: string): boolean {
  const trimmed = line.trim()
  return trimmed.length <= headingLengthMax && otherHeading.test(trimmed)
}
const otherHeading =
  /^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+[\p{Lu}\p{Script=Hangul}][^.!?;]{2,60}$/u

function sectionOf(title: string): Section | undefined {
  const plain = title.toLowerCase().replace(/\s+/g, ' ').trim()
  return titles.find(([, pattern]) => pattern.test(plain))?.[0]
}

// "A B S T R A C T"
function unspaceLetters(line: string): string {
  return /^(?:\p{Lu}\s){4,}\p{Lu}$/u.test(line) ? line.replace(/\s/g, '') : line
}
