import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tagColour } from '#contract/tag-colours.ts'

const usualHue = '263'
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replaceAll(
  'var(--brand-hue, 263)',
  usualHue,
)
const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

/** Reads `--color-name: light-dark(oklch(L C H), oklch(L C H))`. */
function colourOf(name: string, theme: Theme): [number, number, number] {
  const found = new RegExp(`--color-${name}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`).exec(
    css,
  )
  const [l, c, h] = (found?.[theme === 'light' ? 1 : 2] ?? '').split(' ').map(Number)
  if (l === undefined || c === undefined || h === undefined) throw new Error(`no token ${name}`)
  return [l, c, h]
}

/** Relative luminance of an OKLCH colour: Ottosson's OKLab matrices (2020), luminance as in WCAG 2.2. */
function luminanceOf([l, c, h]: [number, number, number]): number {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
  const green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
  const blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short
  const within = (part: number) => Math.min(1, Math.max(0, part))
  return 0.2126 * within(red) + 0.7152 * within(green) + 0.0722 * within(blue)
}

function contrast(front: string, back: string, theme: Theme): number {
  const [lighter = 0, darker = 0] = [front, back]
    .map((name) => luminanceOf(colourOf(name, theme)))
    .sort((one, other) => other - one)
  return (lighter + 0.05) / (darker + 0.05)
}

const surfaces = ['shelf', 'paper', 'sheet', 'wash', 'tint']
const onSurfaces = ['ink', 'ink-soft', 'ink-faint', 'accent'].flatMap((front) =>
  surfaces.map((back) => [front, back] as const),
)
const signals = ['good', 'care', 'bad'].flatMap((signal) =>
  [`${signal}-tint`, 'shelf', 'paper', 'sheet', 'wash'].map((back) => [signal, back] as const),
)
const others = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['paper', 'ink'],
  ['ink', 'marker'],
] as const

test.each(themes)('text is readable in %s: at least 4.5:1 (WCAG 2.2 AA, 1.4.3)', (theme) => {
  const poor = [...onSurfaces, ...signals, ...others]
    .map(([front, back]) => ({ front, back, ratio: contrast(front, back, theme) }))
    .filter(({ ratio }) => ratio < 4.5)
  expect(poor).toEqual([])
})

test.each(themes)('what can be operated is bounded in %s: at least 3:1 (WCAG 2.2 AA, 1.4.11)', (theme) => {
  const poor = surfaces
    .filter((back) => back !== 'tint')
    .map((back) => ({ back, ratio: contrast('edge', back, theme) }))
    .filter(({ ratio }) => ratio < 3)
  expect(poor).toEqual([])
})

test.each(themes)(
  'the spot of a tag is seen in %s: at least 3:1 on every surface (WCAG 2.2 AA, 1.4.11)',
  (theme) => {
    const poor = tagColour.options
      .flatMap((colour) =>
        surfaces.map((back) => ({ colour, back, ratio: contrast(`tag-${colour}`, back, theme) })),
      )
      .filter(({ ratio }) => ratio < 3)
    expect(poor).toEqual([])
  },
)

test('the measure is right: black on white is 21:1', () => {
  const white = luminanceOf([1, 0, 0])
  const black = luminanceOf([0, 0, 0])
  expect((white + 0.05) / (black + 0.05)).toBeCloseTo(21, 1)
})
