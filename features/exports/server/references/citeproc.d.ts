/** The part of citeproc-js 2.4 that is used here; the package brings no types. */
declare module 'citeproc' {
  type System = {
    retrieveLocale(language: string): string
    retrieveItem(id: string): unknown
  }
  class Engine {
    constructor(system: System, style: string, language: string, forceLanguage: boolean)
    setOutputFormat(format: 'text' | 'html'): void
    updateItems(ids: readonly string[]): void
    makeBibliography(): [unknown, string[]] | false
    makeCitationCluster(items: readonly { id: string }[]): string
  }
  const CSL: { Engine: typeof Engine }
  export default CSL
}
