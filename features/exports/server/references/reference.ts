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
