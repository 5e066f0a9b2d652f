import { expect, test } from 'vitest'
import { heightPerWidth, type Mark, markAt, type PageSize, type Place, placeMark } from './place-mark.ts'

const page: PageSize = { widthPt: 600, heightPt: 800, rotation: 0 }
/** In the lower left quarter: a tenth of the width, a twentieth of the height. */
const mark: Mark = { page: 1, x: 60, y: 80, width: 60, height: 40 }

const expectPlace = (actual: Place, expected: Place) => {
  for (const side of ['left', 'top', 'width', 'height'] as const) {
    expect(actual[side], side).toBeCloseTo(expected[side], 10)
  }
}

test('upright: measured from the other end of the height', () => {
  expectPlace(placeMark(mark, page), { left: 0.1, top: 0.85, width: 0.1, height: 0.05 })
})

test('turned by a quarter: what was at the lower left is at the upper left', () => {
  expectPlace(placeMark(mark, { ...page, rotation: 90 }), { left: 0.1, top: 0.1, width: 0.05, height: 0.1 })
})

test('turned upside down: what was at the lower left is at the upper right', () => {
  expectPlace(placeMark(mark, { ...page, rotation: 180 }), { left: 0.8, top: 0.1, width: 0.1, height: 0.05 })
})

test('turned by three quarters: what was at the lower left is at the lower right', () => {
  expectPlace(placeMark(mark, { ...page, rotation: 270 }), { left: 0.85, top: 0.8, width: 0.05, height: 0.1 })
})

test('a full turn and a negative quarter are the turns they come to', () => {
  expectPlace(placeMark(mark, { ...page, rotation: 360 }), placeMark(mark, page))
  expectPlace(placeMark(mark, { ...page, rotation: -90 }), placeMark(mark, { ...page, rotation: 270 }))
})

test('a page on its side is lower than it is wide', () => {
  expect(heightPerWidth(page)).toBeCloseTo(4 / 3)
  expect(heightPerWidth({ ...page, rotation: 90 })).toBeCloseTo(3 / 4)
})

test.each([0, 90, 180, 270])(
  'turned by %i degrees: what is selected on screen is marked where it was',
  (rotation) => {
    const size = { ...page, rotation }
    const back = markAt(placeMark(mark, size), size)
    for (const side of ['x', 'y', 'width', 'height'] as const)
      expect(back[side], side).toBeCloseTo(mark[side])
  },
)
