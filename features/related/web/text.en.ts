import { plural } from '#web/lib/words/plural.ts'

export const en = {
  title: 'Related in this library',
  none: 'Nothing in this library is near this paper yet',
  noneHelp: 'Papers that share tags, authors or telling words are listed here.',
  tags: (names: readonly string[]) =>
    `${names.length} shared ${plural(names.length, 'tag', 'tags')}: ${names.join(', ')}`,
  authors: (names: readonly string[]) => `${plural(names.length, 'author', 'authors')}: ${names.join(', ')}`,
  words: (count: number) => `${count} telling ${plural(count, 'word', 'words')} in common`,
  venue: 'same venue',
  untitled: 'Untitled',
}
