/** Ways of writing that PubMed has of its own, in its XML and in its tagged text. */

/** `A title.` without its full stop; an abbreviation at its end keeps it. */
export function withoutFullStop(title: string | undefined): string | undefined {
  return title?.replace(/(?<=[^.\s])\.\s*$/, '')
}

/** `5194-210` says 5194 to 5210. */
export function fullPages(pages: string | undefined): string | undefined {
  return pages?.replaceAll(/(\d+)\s*-\s*(\d+)/g, (all, first: string, last: string) =>
    last.length < first.length
      ? `${first}-${first.slice(0, first.length - last.length)}${last}`
      : all.replaceAll(/\s/g, ''),
  )
}

/** `Jaekea T` and `S J` have initials without their full stops. */
export function spacedInitials(given: string): string {
  return given.replaceAll(/(?<![\p{L}.-])(\p{Lu})(?=\s|$)/gu, '$1.')
}
