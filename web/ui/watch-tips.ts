/** What a tooltip is shown for, and with what. */
export type Tip = { readonly anchor: Element; readonly text: string; readonly keys: string | undefined }

type Hearing = { readonly onShow: (tip: Tip) => void; readonly onHide: () => void }

/** How long a mouse rests on something before its tooltip comes. */
const restMs = 500
/** Who just read one and goes on to the next waits no more. */
const nextMs = 400
/** So long it takes to go from what the tooltip belongs to into the tooltip. */
const reachMs = 150

const marked = '[data-tip]'
const popup = '[data-tip-popup]'

/** What an element carries that has a tooltip. */
export const tipMarks = (text: string, keys: string | undefined) => ({
  'data-tip': text,
  'data-tip-keys': keys,
})
export const popupMarks = { 'data-tip-popup': '' }

const elementOf = ({ target }: Event) => (target instanceof Element ? target : null)

/**
 * Tells when a tooltip is to be shown: what a mouse rests on has its own, and what the keyboard came to; it goes with the
 * mouse, with the focus and at a press, and stays while the mouse is in it (WCAG 2.2, 1.4.13). One pair of ears for the whole
 * page: an element costs two attributes.
 * @returns stops it, and hides what is shown
 */
export function watchTips({ onShow, onHide }: Hearing): () => void {
  const over = new AbortController()
  let shown: Element | undefined
  let pressed: Element | null = null
  let hiddenAt = Number.NEGATIVE_INFINITY
  let wasAway = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const soon = (act: () => void, afterMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(act, afterMs)
  }
  const show = (anchor: Element) => {
    const text = anchor.getAttribute('data-tip')
    if (text === null || !anchor.isConnected) return
    clearTimeout(timer)
    shown = anchor
    onShow({ anchor, text, keys: anchor.getAttribute('data-tip-keys') ?? undefined })
  }
  const hide = () => {
    clearTimeout(timer)
    if (shown === undefined) return
    shown = undefined
    hiddenAt = performance.now()
    onHide()
  }
  const listen = <Name extends keyof DocumentEventMap>(
    name: Name,
    hear: (event: DocumentEventMap[Name]) => void,
  ) => document.addEventListener(name, hear, { capture: true, signal: over.signal })

  listen('pointerover', (event) => {
    const element = elementOf(event)
    if (event.pointerType === 'touch' || element === null) return
    const anchor = element.closest(marked)
    if (anchor !== pressed) pressed = null
    if (element.closest(popup) !== null || (anchor !== null && anchor === shown)) return clearTimeout(timer)
    if (anchor === null || anchor === pressed)
      return shown === undefined ? clearTimeout(timer) : soon(hide, reachMs)
    const isNext = shown !== undefined || performance.now() - hiddenAt < nextMs
    if (isNext) show(anchor)
    else soon(() => show(anchor), restMs)
  })
  listen('pointerout', ({ relatedTarget }) => {
    if (relatedTarget === null) hide()
  })
  listen('pointerdown', (event) => {
    pressed = elementOf(event)?.closest(marked) ?? null
    hide()
  })
  listen('click', hide)
  listen('focusin', (event) => {
    // The window was left and come back to: nobody came to this by the keyboard.
    const isReturn = wasAway
    wasAway = false
    const element = elementOf(event)
    if (!isReturn && element?.matches(`${marked}:focus-visible`) === true) show(element)
  })
  listen('focusout', () => {
    wasAway = !document.hasFocus()
    hide()
  })
  return () => {
    over.abort()
    hide()
  }
}
