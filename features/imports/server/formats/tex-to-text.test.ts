import { expect, test } from 'vitest'
import { texToText } from './tex-to-text.ts'

test.each([
  [String.raw`B{\'u}s{\'a}haldabyltingin jafnr{\ae}{\dh}i`, 'Búsáhaldabyltingin jafnræði'],
  [String.raw`Mart{\'{\i}}nez, Mart\'{\i}nez, Mart\'\i nez`, 'Martínez, Martínez, Martínez'],
  [String.raw`{\"o} \v{S} \c c Erd{\H o}s \L ukasz \ss{}x`, 'ö Š ç Erdős Łukasz ßx'],
  ['{Long-Tailed} {V}isual', 'Long-Tailed Visual'],
  ["pages 1--2, so --- they said ``yes''", 'pages 1–2, so — they said “yes”'],
  ['no~break', 'no break'],
  [String.raw`50\,000 at 25\% and 30% \& more \_ \# \$5`, '50 000 at 25% and 30% & more _ # $5'],
  [
    String.raw`{\it in vitro} \emph{E. coli} H\textsubscript{2}O 16\textsuperscript{th}`,
    'in vitro E. coli H₂O 16ᵗʰ',
  ],
  [
    String.raw`Production of $\Sigma^{0}$ at $n\geq 1$ in $\mathcal{O}(n^2)$ over $\mathbb{R}^d$, $\log n$`,
    'Production of Σ⁰ at n≥1 in O(n²) over ℝᵈ, log n',
  ],
  ['bounded by $O(T^{3/4})$', 'bounded by $O(T^{3/4})$'],
  ['costs $5 and $10 million', 'costs $5 and $10 million'],
  [String.raw`a < b > c | d {\o}`, 'a < b > c | d ø'],
  [String.raw`\unknowncommand{kept} and \symbolonly here`, String.raw`kept and \symbolonly here`],
  [String.raw`See \url{http://a.org/b_c}`, 'See http://a.org/b_c'],
  ['an author {missing bracket', 'an author missing bracket'],
  ['ends with \\', 'ends with'],
  ['첫째 {둘째} {\\"o}', '첫째 둘째 ö'],
])('reads %s', (tex, text) => {
  expect(texToText(tex)).toBe(text)
})

test('keeps paragraphs apart and joins wrapped lines', () => {
  expect(texToText('one\n  line\n\n  two')).toBe('one line\n\ntwo')
})

test('uses the macros of a preamble', () => {
  expect(texToText(String.raw`of \Seogo\ fame`, '@preamble{"\\newcommand{\\Seogo}{Seogo Inc}"}\n')).toBe(
    'of Seogo Inc fame',
  )
})

test('gives plain words back for what would exhaust the decoder', () => {
  expect(texToText('{\\a '.repeat(5_000) + '}'.repeat(5_000))).toBe('')
  expect(texToText('\\"u'.repeat(100_000)).replaceAll(' ', '')).toMatch(/^u+$/)
})
