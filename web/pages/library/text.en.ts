import { plural } from '#web/lib/words/plural.ts'

export const en = {
  title: 'Library',
  myLibrary: 'My library',
  count: (count: number, formatted: string, exact: boolean) =>
    `${exact ? '' : 'about '}${formatted} ${plural(count, 'paper', 'papers')}`,
  filters: 'Filters',
  filtersActive: (count: number) => `Filters (${count})`,
  rating: 'Rating',
  anyRating: 'Any rating',
  atLeast: (stars: string) => `${stars} stars and up`,
  status: 'Reading status',
  anyStatus: 'Any status',
  statusNames: { unread: 'Unread', reading: 'Reading', read: 'Read', set_aside: 'Set aside' },
  tag: 'Tag',
  anyTag: 'Any tag',
  sort: 'Order',
  sorts: {
    relevance: 'Best match first',
    added: 'Newest addition first',
    year: 'Latest year first',
    title: 'Title, A to Z',
    rating: 'Best rated first',
  },
  clear: 'Clear the filters',
  emptyLibrary: 'The library is empty',
  emptyLibraryHelp:
    'Drop PDFs or bibliography files anywhere on this page, or choose them. Seogo reads them in the background.',
  emptyCollection: 'Nothing in this collection yet',
  emptyCollectionHelp:
    'Drag papers onto it from the list, or add them with “Add to a collection” on a paper.',
  noMatch: 'No paper matches',
  noMatchHelp: 'Try fewer words, or take filters away.',
  loadingMore: 'More papers are on their way',
  open: 'Open',
  preview: 'Preview',
  quickLook: 'Quick look',
  pickOne: 'Choose a paper to see it here',
  pickOneHelp: 'Arrow keys or j and k move, Enter opens, Space looks closer.',
  actions: {
    group: 'In the list',
    next: 'Next paper',
    previous: 'Previous paper',
    open: 'Open the paper',
    look: 'Quick look',
    file: 'Add to a collection',
  },
}
