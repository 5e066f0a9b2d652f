/** A key press as shortcuts are written: `mod+k`, `?`, `g`, `Escape`. `mod` is Cmd on Apple systems and Ctrl elsewhere. */
export function pressOf(event: KeyboardEvent): string {
  const mod = isApple ? event.metaKey : event.ctrlKey
  const key = latinKeyOf(event)
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`
}

/** With the keyboard in Korean the key of J says ㅓ (or `Process`); what is meant is the place of the key. */
function latinKeyOf({ key, code }: KeyboardEvent): string {
  if (key === ' ') return 'Space'
  if (/^[ㄱ-ㅣ]$|^Process$/.test(key)) return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key
  return key.length === 1 ? key.toLowerCase() : key
}

export const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The caps of a shortcut as printed on the keyboard: `mod+k` is `⌘ K` or `Ctrl K`, `g l` is two presses. */
export function capsOf(keys: string): string[][] {
  return keys.split(' ').map((press) =>
    press.split(/\+(?=.)/).map((key) => {
      if (key === 'mod') return isApple ? '⌘' : 'Ctrl'
      if (key === 'alt') return isApple ? '⌥' : 'Alt'
      return printed[key] ?? (key.length === 1 ? key.toUpperCase() : key)
    }),
  )
}

const printed: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** Whether the person is writing, so that letters are letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}
