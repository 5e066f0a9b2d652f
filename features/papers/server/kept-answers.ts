/** What a list of papers and its counts are made of: the papers, and all that narrows, orders or describes them. */
export const tablesOfLists = [
  'papers',
  'files',
  'judgements',
  'tags',
  'paper_tags',
  'collections',
  'paper_collections',
  'analysis_runs',
  'analysis_answers',
  'notes',
  'highlights',
  'paper_search',
  'text_search',
  'private_search',
  'search_vocabulary',
  'search_learned',
]

/** Nothing but time makes "added within thirty days" another list, so it is never kept for long. */
export const listsKeptForMs = 120_000
