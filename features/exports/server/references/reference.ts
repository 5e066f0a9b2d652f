/** A record in a citation style. */
export type Reference = {
  /** As a bibliography prints it, without a number in front. */
  readonly text: string
  readonly html: string
  /** As it stands in a sentence: "(Kim, 2024)", "[1]". */
  readonly inText: string
}

export type ReferenceRequest = {
  readonly styleXml: string
  readonly localeXml: string
  readonly item: Record<string, unknown>
}

export type BibliographyRequest = {
  readonly styleXml: string
  readonly localeXml: string
  readonly items: readonly Record<string, unknown>[]
}

/** References in the order and with the numbers of their style. */
export type Bibliography = readonly { readonly text: string; readonly html: string }[]

/** What the thread made of what it was asked for. */
export type Made = { readonly reference: Reference } | { readonly bibliography: Bibliography }
