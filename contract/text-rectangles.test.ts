import { expect, test } from 'vitest'
import { rectanglesOf, type TextRun } from './text-rectangles.ts'

const text = 'iiii mmmm'
const line: TextRun = [0, text.length, 100, 500, 90, 10]

test('a run is cut where its letters end: four thin ones take less room than four wide ones', () => {
  const [thin] = rectanglesOf({ boxes: [line] }, 0, 4, text)
  const [wide] = rectanglesOf({ boxes: [line] }, 5, 9, text)
  expect(thin?.x).toBe(100)
  expect(thin?.width).toBeLessThan(30)
  expect(wide?.width).toBeGreaterThan(50)
  expect((wide?.x ?? 0) + (wide?.width ?? 0)).toBeCloseTo(190)
})

test('without the text all letters are equally wide, and a whole run is itself either way', () => {
  expect(rectanglesOf({ boxes: [line] }, 0, 4)).toEqual([{ x: 100, y: 500, width: 40, height: 10 }])
  expect(rectanglesOf({ boxes: [line] }, 0, 9, text)).toEqual(rectanglesOf({ boxes: [line] }, 0, 9))
})

test('runs that stand far apart are one rectangle only where the text of the page says that they are one line', () => {
  const boxes: TextRun[] = [
    [0, 4, 100, 500, 20, 10],
    [5, 9, 150, 500, 40, 10],
  ]
  expect(rectanglesOf({ boxes }, 0, 9, 'iiii mmmm')).toEqual([{ x: 100, y: 500, width: 90, height: 10 }])
  expect(rectanglesOf({ boxes }, 0, 9, 'iiii\nmmmm')).toHaveLength(2)
})
