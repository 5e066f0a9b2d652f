import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Offer } from '#features/search/web/suggest/offers.ts'
import { useOffers } from '#features/search/web/suggest/useOffers.ts'
import { useQuestion } from './useQuestion.ts'

// Long enough for a word, short enough to feel at once; every pause is one question to the server.
const pauseMs = 180

// While a syllable is being composed, its keys are the input method's: Safari says so by the code alone.
const isComposing = ({ nativeEvent, keyCode }: KeyboardEvent) => nativeEvent.isComposing || keyCode === 229

/** The search box as an editable combobox with list autocompletion and manual selection (WAI-ARIA APG). */
export function useSearchCombobox() {
  const navigate = useNavigate()
  const { text, isAsked, write, ask, leave, wordsFrom } = useQuestion()
  const [caret, setCaret] = useState(0)
  const [isOpen, setIsOpen] = useState(false)
  const [chosen, setChosen] = useState<number | undefined>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const found = useOffers(text, Math.min(caret, text.length), isOpen)
  const { offers } = found
  const active = chosen !== undefined && chosen < offers.length ? chosen : undefined
  const isExpanded = isOpen && offers.length > 0
  const show = (open: boolean) => {
    setIsOpen(open)
    setChosen(undefined)
  }
  const take = ({ kind, take: taken }: Offer) => {
    show(kind === 'field')
    if (taken.kind === 'open') {
      write('')
      input.current?.blur()
      void navigate({ to: '/papers/$paperId', params: { paperId: taken.paperId } })
      return
    }
    // A field without its value asks for nothing yet.
    flushSync(() => (kind === 'field' ? write(taken.line) : ask(taken.line, 0)))
    input.current?.setSelectionRange(taken.caret, taken.caret)
    setCaret(taken.caret)
  }
  const move = (step: 1 | -1) => {
    if (!isExpanded) return setIsOpen(true)
    const from = active ?? (step === 1 ? -1 : 0)
    setChosen((from + step + offers.length) % offers.length)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return
    const offer = isExpanded && active !== undefined ? offers[active] : undefined
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (event.altKey) show(step === 1)
      else move(step)
    } else if (event.key === 'Enter') {
      if (offer !== undefined) return take(offer)
      show(false)
      ask(event.currentTarget.value, 0)
    } else if (event.key === 'Escape') {
      // A browser would also empty the field, and with it the list one wants to go on with.
      event.preventDefault()
      if (offer === undefined) input.current?.blur()
      else show(false)
    }
  }
  const onChange = ({ value, selectionStart }: HTMLInputElement) => {
    show(true)
    setCaret(selectionStart ?? value.length)
    ask(value, pauseMs)
  }
  const onBlur = (value: string) => {
    show(false)
    leave(value)
  }
  const begin = () => {
    let from = 0
    flushSync(() => {
      from = wordsFrom()
    })
    input.current?.focus()
    input.current?.setSelectionRange(from, input.current.value.length)
  }
  const clear = () => {
    show(false)
    if (isAsked) ask('', 0)
    else write('')
  }
  return {
    ...found,
    input,
    listId,
    text,
    isOpen,
    isExpanded,
    active,
    take,
    setCaret,
    begin,
    clear,
    onKeyDown,
    onChange,
    onBlur,
  }
}
