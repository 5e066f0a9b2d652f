type Table = { caption: string; rows: string[][]; columns: number[] }
type Section = { heading: string; parts: (string | Table)[] }

const introduction: Section = {
  heading: '1 Introduction',
  parts: [
    `A library of papers is searched by title more often than by anything else, because a title is what people
    remember. In English the usual advice for such a search is a trigram index: every title is cut into pieces of three
    letters, and a query is answered from the lists of titles that share its pieces. The advice rests on a silent
    assumption, namely that words have at least three letters.`,
    `Korean does not keep to that assumption. A syllable is one letter to the computer, and the commonest nouns have two
    syllables: the words for paper, search, language, memory and system are all that short. A query of two letters has
    no complete trigram, so the index has nothing to look up and the database reads every title instead. We ask how often
    this happens in a working library, what it costs, and whether an index over pairs of letters removes the cost. Our
    contribution is a measurement of three indexes on the same titles and the same queries.`,
  ],
}

const methods: Section = {
  heading: '2 Method',
  parts: [
    `Our data set holds 200,000 titles of an example collection, half of them Korean, and 687 queries whose right answers
    were known in advance. We use one table and ask each query of three indexes over it: a trigram index, a trigram index over
    decomposed letters, and a bigram index that stores every pair of neighbouring letters of a Korean run and every
    stemmed word of a Latin run.`,
    `We measure every query eleven times on a warm cache and report the median. A query counts as found when its paper
    is among the first ten results. Time is measured inside the database, so that network and rendering play no part.`,
  ],
}

const results: Section = {
  heading: '3 Results',
  parts: [
    `Of the 687 queries, 412 were shorter than three letters, which is 60 percent. We find that the trigram index could not serve a
    single one of them. For these queries the bigram index reduced the median time from 250 milliseconds to 1.2
    milliseconds, and the number of papers found did not change.`,
    {
      caption: 'Table 1. Median time per query and size of the index. The figures illustrate this example.',
      rows: [
        ['Index', 'Two letters', 'Four letters', 'Size', 'Found'],
        ['None (every title is read)', '248 ms', '251 ms', '0 MB', '97.1 %'],
        ['Trigram', '250 ms', '0.5 ms', '36 MB', '97.1 %'],
        ['Trigram over decomposed letters', '2.9 ms', '3.4 ms', '61 MB', '96.8 %'],
        ['Bigram', '1.2 ms', '0.6 ms', '19 MB', '97.1 %'],
      ],
      columns: [0, 180, 265, 350, 410],
    },
    `Longer queries tell another story: for queries of four letters the trigram index needed 0.5 milliseconds and the
    bigram index 0.6 milliseconds, a difference nobody will notice. The bigram index was also the smallest of the three,
    with 19 megabytes against 36 for the trigram index.`,
    `Decomposing syllables into their letters is sometimes proposed as a remedy, because it turns two syllables into four
    to six letters. It helped, but at a price: the index was three times as large as the bigram index, and queries that
    ended in the middle of a syllable found papers that did not hold the word.`,
  ],
}

const limitations: Section = {
  heading: '4 Limitations',
  parts: [
    `Our study is limited to titles; abstracts are fifty times as long and were not measured. All figures come from one
    machine with two cores and from one collection, and they were written down to illustrate this example rather than to
    be quoted. A further limitation is that queries of a single syllable remain slow with every index that we tried.`,
  ],
}

const conclusion: Section = {
  heading: '5 Conclusion',
  parts: [
    `We conclude that a trigram index alone is not enough for a library that holds Korean papers. An index over pairs of
    letters makes the commonest queries two hundred times faster and takes half the space. It needs no extension of the
    database, only a function that cuts a title into pairs. Future work should measure abstracts, where the lists of the
    commonest pairs become long.`,
  ],
}

const references: Section = {
  heading: 'References',
  parts: [
    `[1] The PostgreSQL Global Development Group. PostgreSQL Documentation, chapters "pg_trgm" and "Full Text Search".`,
    `[2] C. D. Manning, P. Raghavan and H. Schütze. Introduction to Information Retrieval. Cambridge University Press,
    2008.`,
    `[3] The Unicode Consortium. Unicode Standard Annex 15: Unicode Normalization Forms.`,
  ],
}

/** The example paper, word for word. */
export const paper = {
  title: 'Two-Syllable Words and Trigram Indexes: Measuring Korean Title Search in a Paper Library',
  authors: ['Mirae Han', 'Jonas Lindqvist'],
  affiliation: 'Institute for Library Machines, an invented institution of an example',
  dateLine: 'November 2026',
  date: new Date('2026-11-23T00:00:00Z'),
  abstract: `Trigram indexes are the usual advice for searching titles inside a database. We show that this advice fails
    for Korean, because most Korean nouns have two syllables and a query of two letters contains no trigram. In an
    example library of 200,000 titles, 60 percent of the Korean queries were shorter than three letters, and each of them
    read the whole table. An index over pairs of letters answered the same queries in 1.2 milliseconds instead of 250,
    found the same papers, and was half as large. The figures in this paper illustrate the example and are not a
    benchmark. We recommend pairs of letters for Korean runs and stemmed words for Latin runs, kept in one index.`,
  sections: [introduction, methods, results, limitations, conclusion, references],
}
