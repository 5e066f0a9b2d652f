import { expect, test } from 'vitest'
import { heightOfSpot, layOutPages, pageAt, spotAt, widthOf, zoomInFigures } from './page-layout.ts'
import type { PageSize } from './place-mark.ts'

const a4: PageSize = { widthPt: 595, heightPt: 842, rotation: 0 }
const onItsSide: PageSize = { ...a4, rotation: 90 }
const frame = { widthPx: 824, heightPx: 624 }

test('every page of 3,000 is found again at the height where it lies, whatever its shape', () => {
  const sizeOf = (page: number) => (page % 7 === 0 ? onItsSide : a4)
  const layout = layOutPages(3_000, sizeOf, { zoom: 'width', frame })
  for (let page = 1; page <= 3_000; page += 1) {
    const spot = { page, share: 0.25 }
    const yPx = heightOfSpot(layout, spot)
    expect(spotAt(layout, yPx).page).toBe(page)
    expect(spotAt(layout, yPx).share).toBeCloseTo(0.25)
  }
  expect(pageAt(layout, -100)).toBe(1)
  expect(pageAt(layout, layout.totalPx + 100)).toBe(3_000)
})

test('a spot stays the same part of the page at every zoom', () => {
  const spot = { page: 12, share: 0.4 }
  for (const zoom of ['width', 'page', 0.5, 3] as const) {
    const layout = layOutPages(20, () => a4, { zoom, frame })
    const found = spotAt(layout, heightOfSpot(layout, spot))
    expect(found.page).toBe(12)
    expect(found.share).toBeCloseTo(0.4)
  }
})

test('fit to the width fills it, fit to the page never sticks out, and a figure is the printed size', () => {
  expect(widthOf(a4, 'width', frame)).toBe(800)
  expect(widthOf(a4, 'page', frame)).toBe(Math.round((600 * 595) / 842))
  expect(widthOf(onItsSide, 'page', frame)).toBe(800)
  expect(widthOf(a4, 1, frame)).toBe(Math.round((595 * 96) / 72))
  expect(zoomInFigures(a4, 1.5, frame)).toBeCloseTo(1.5, 2)
})

test('before a document has pages nothing breaks', () => {
  const layout = layOutPages(0, () => a4, { zoom: 'width', frame })
  expect(spotAt(layout, 0).page).toBe(1)
})
