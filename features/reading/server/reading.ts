export {
  addToCollection,
  collectionByPath,
  collectionsOf,
  filePapers,
  listCollections,
  requireCollection,
} from './collections.ts'
export { judgePaper } from './judge-papers.ts'
export { listTags, requireTag, tagsOf } from './list-tags.ts'
export { addTags, setTags } from './tag-paper.ts'
export { removeUnusedTags, tagPapers, untagPapers } from './tags-of-many.ts'
export { separateReading, unitedReading, uniteReading } from './unite-reading.ts'
