/** Where the catalogue for reader apps begins; OPDS 2.0 stands below it too. */
export const cataloguePath = '/api/opds'

/** The catalogue of this version: 1.2 is Atom, 2.0 is JSON. */
export const catalogueVersions = ['1.2', '2.0'] as const
export type CatalogueVersion = (typeof catalogueVersions)[number]

/** In the place of a file whose first page has no picture. */
export const emptySheet = 'none'
