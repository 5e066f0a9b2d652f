import type { DragEvent } from 'react'

/** What a dragged row of the list carries. */
const mediaType = 'application/x-seogo-paper'

/** Lets a paper be dragged onto a collection. */
export function dragPaper(event: DragEvent, paper: { readonly id: string; readonly title: string }): void {
  event.dataTransfer.setData(mediaType, paper.id)
  event.dataTransfer.setData('text/plain', paper.title)
  event.dataTransfer.effectAllowed = 'copy'
}

export function carriesPaper(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(mediaType)
}

/** The paper that is dropped; readable on the drop only. */
export function droppedPaper(event: DragEvent): string {
  return event.dataTransfer.getData(mediaType)
}
