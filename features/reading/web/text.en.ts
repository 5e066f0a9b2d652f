export const en = {
  rating: 'Rating',
  ratingOf: (title: string) => `Rating of “${title}”`,
  stars: (halves: number | null) => (halves === null ? 'Not rated' : `${halves / 2} of 5 stars`),
  status: 'Reading status',
  statusNames: { unread: 'Unread', reading: 'Reading', read: 'Read', set_aside: 'Set aside' },
  tags: 'Tags',
  addTag: 'Add a tag',
  newTag: (name: string) => `New tag “${name}”`,
  tookOff: (name: string) => `The tag ${name} is taken off`,
  removeTag: (name: string) => `Take off the tag ${name}`,
}
