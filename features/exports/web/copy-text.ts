/**
 * Puts a text into the clipboard, with its formatting when there is any, so that a word processor keeps the italics.
 * @returns whether the browser let us
 */
export async function copyText(text: string, html?: string): Promise<boolean> {
  try {
    if (html !== undefined && typeof ClipboardItem !== 'undefined') {
      const parts = {
        'text/plain': new Blob([text], { type: 'text/plain' }),
        'text/html': new Blob([html], { type: 'text/html' }),
      }
      await navigator.clipboard.write([new ClipboardItem(parts)])
    } else await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Forbidden (plain http, or the person said no).
    return false
  }
}
