/** A work as the fake sources know it; each writes it in its own shape. */
export type FakeWork = {
  readonly title: string
  readonly originalTitle?: string
  readonly authors: readonly { readonly family: string; readonly given: string }[]
  readonly year: number
  readonly venue?: string
  readonly volume?: string
  readonly issue?: string
  readonly pages?: string
  readonly abstract?: string
  readonly doi?: string
  readonly arxiv?: string
  readonly pmid?: string
  readonly pmcid?: string
  readonly isbn?: string
  readonly kci?: string
  readonly openalex?: string
  /** Types of Crossref's updates, each with a notice. */
  readonly updatedBy?: readonly string[]
  readonly retracted?: boolean
  /** Path on the fake itself of a free PDF. */
  readonly pdf?: string
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const wholeName = ({ family, given }: FakeWork['authors'][number]) => `${given} ${family}`

/** `message` of `GET https://api.crossref.org/v1/works/{doi}`. */
export function crossrefMessage(work: FakeWork): object {
  return {
    DOI: work.doi?.toUpperCase(),
    type: 'journal-article',
    title: [work.title],
    'original-title': work.originalTitle === undefined ? [] : [work.originalTitle],
    'container-title': work.venue === undefined ? [] : [work.venue],
    'short-container-title': [],
    author: work.authors.map((name, index) => ({
      ...name,
      sequence: index === 0 ? 'first' : 'additional',
      affiliation: [],
    })),
    issued: { 'date-parts': [[work.year, 3, 1]] },
    volume: work.volume,
    issue: work.issue,
    page: work.pages,
    publisher: 'Society of Lanterns',
    ISSN: ['2049-3630'],
    URL: `https://doi.org/${work.doi}`,
    ...(work.abstract === undefined ? {} : { abstract: `<jats:p>${escaped(work.abstract)}</jats:p>` }),
    'updated-by': (work.updatedBy ?? []).map((type) => ({
      type,
      DOI: `${work.doi}-notice`,
      source: 'retraction-watch',
      label: type,
      updated: {
        'date-time': '2025-02-03T00:00:00Z',
        timestamp: 1_738_540_800_000,
        'date-parts': [[2025, 2, 3]],
      },
    })),
    'is-referenced-by-count': 3,
  }
}

/** `data` of `GET https://api.datacite.org/dois/{doi}`. */
export function dataciteData(work: FakeWork): object {
  return {
    id: work.doi,
    type: 'dois',
    attributes: {
      doi: work.doi,
      titles: [{ title: work.title }],
      creators: work.authors.map(({ family, given }) => ({
        name: `${family}, ${given}`,
        nameType: 'Personal',
        givenName: given,
        familyName: family,
      })),
      publisher: 'Zenodo',
      publicationYear: work.year,
      types: { resourceTypeGeneral: 'Text', resourceType: 'Thesis', citeproc: 'article' },
      descriptions: [],
      dates: [{ date: String(work.year), dateType: 'Issued' }],
    },
  }
}

/** CSL-JSON as agencies send it for `application/vnd.citationstyles.csl+json`. */
export function negotiatedItem(work: FakeWork): object {
  return {
    type: 'article-journal',
    title: work.title,
    author: work.authors,
    issued: { 'date-parts': [[work.year]] },
    'container-title': work.venue,
    DOI: work.doi,
  }
}

/** `GET https://api.openalex.org/works/{id}`. */
export function openAlexWork(work: FakeWork, base: string): object {
  return {
    id: `https://openalex.org/${work.openalex ?? 'W1'}`,
    doi: work.doi === undefined ? null : `https://doi.org/${work.doi}`,
    display_name: work.title,
    title: work.title,
    publication_year: work.year,
    publication_date: `${work.year}-03-01`,
    type: 'article',
    language: 'en',
    ids: { openalex: `https://openalex.org/${work.openalex ?? 'W1'}` },
    is_retracted: work.retracted === true,
    authorships: work.authors.map((name) => ({ author: { display_name: wholeName(name) } })),
    primary_location: { source: { display_name: work.venue ?? null, type: 'journal' } },
    best_oa_location:
      work.pdf === undefined
        ? null
        : { pdf_url: base + work.pdf, version: 'publishedVersion', license: 'cc-by' },
    biblio: { volume: work.volume ?? null, issue: null, first_page: null, last_page: null },
    abstract_inverted_index: { Lanterns: [0], glow: [1] },
  }
}

/** `GET https://api.semanticscholar.org/graph/v1/paper/{id}`. */
export function scholarPaper(work: FakeWork): object {
  return {
    paperId: 'a'.repeat(40),
    externalIds: { DOI: work.doi, ArXiv: work.arxiv, CorpusId: 1 },
    title: work.title,
    abstract: work.abstract ?? null,
    venue: work.venue ?? '',
    year: work.year,
    publicationTypes: ['JournalArticle'],
    journal: { name: work.venue, volume: work.volume },
    authors: work.authors.map((name) => ({ authorId: '1', name: wholeName(name) })),
    openAccessPdf: null,
  }
}

/** `GET https://api.unpaywall.org/v2/{doi}`. */
export function unpaywallReply(work: FakeWork, base: string): object {
  return {
    doi: work.doi,
    title: work.title,
    year: work.year,
    is_oa: work.pdf !== undefined,
    oa_status: work.pdf === undefined ? 'closed' : 'gold',
    best_oa_location:
      work.pdf === undefined
        ? null
        : {
            url_for_pdf: base + work.pdf,
            version: 'publishedVersion',
            license: 'cc-by',
            host_type: 'publisher',
          },
  }
}

/** The Atom feed of `GET https://export.arxiv.org/api/query?id_list=`. */
export function arxivFeed(work: FakeWork | undefined): string {
  const entry =
    work === undefined
      ? ''
      : `<entry><id>http://arxiv.org/abs/${work.arxiv}v2</id><published>${work.year}-06-12T17:57:34Z</published>
    <updated>${work.year}-07-01T00:00:00Z</updated><title>${escaped(work.title)}</title>
    <summary>${escaped(work.abstract ?? '')}</summary>
    ${work.authors.map((name) => `<author><name>${escaped(wholeName(name))}</name></author>`).join('')}
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">15 pages</arxiv:comment>
    <link href="http://arxiv.org/abs/${work.arxiv}v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/${work.arxiv}v2" rel="related" type="application/pdf"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL" scheme="http://arxiv.org/schemas/atom"/></entry>`
  return `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">ArXiv Query</title>
    <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${work === undefined ? 0 : 1}</opensearch:totalResults>${entry}</feed>`
}

/** `efetch.fcgi?db=pubmed&retmode=xml`. */
export function pubmedSet(work: FakeWork | undefined): string {
  const article =
    work === undefined
      ? ''
      : `<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">${work.pmid}</PMID><Article>
    <Journal><JournalIssue><Volume>${work.volume ?? ''}</Volume><PubDate><Year>${work.year}</Year><Month>Jan</Month></PubDate></JournalIssue><Title>${escaped(work.venue ?? '')}</Title></Journal>
    <ArticleTitle>${escaped(work.title)}.</ArticleTitle><Pagination><MedlinePgn>${work.pages ?? ''}</MedlinePgn></Pagination>
    <AuthorList>${work.authors.map(({ family, given }) => `<Author ValidYN="Y"><LastName>${escaped(family)}</LastName><ForeName>${escaped(given)}</ForeName></Author>`).join('')}</AuthorList>
    <Language>eng</Language></Article></MedlineCitation>
    <PubmedData><ArticleIdList>${work.pmcid === undefined ? '' : `<ArticleId IdType="pmc">${work.pmcid}</ArticleId>`}</ArticleIdList></PubmedData></PubmedArticle>`
  return `<?xml version="1.0" ?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd"><PubmedArticleSet>${article}</PubmedArticleSet>`
}

/** `GET https://openlibrary.org/api/books?jscmd=data`. */
export function openLibraryReply(work: FakeWork | undefined): object {
  if (work === undefined) return {}
  return {
    [`ISBN:${work.isbn}`]: {
      url: 'https://openlibrary.org/books/OL1M/A_book',
      title: work.title,
      authors: work.authors.map((name) => ({
        name: wholeName(name),
        url: 'https://openlibrary.org/authors/OL1A',
      })),
      publishers: [{ name: 'Plenum' }],
      publish_date: `March ${work.year}`,
      number_of_pages: 372,
    },
  }
}

/** `verb=GetRecord&metadataPrefix=oai_kci` of KCI's OAI-PMH. */
export function kciReply(work: FakeWork | undefined): string {
  const inside =
    work === undefined
      ? '<error code="idDoesNotExist">No matching identifier</error>'
      : `<GetRecord><record><header><identifier>oai:kci.go.kr:ARTI/${work.kci?.replace(/^ART0*/, '')}</identifier><datestamp>2024-01-01</datestamp><setSpec>ARTI</setSpec></header>
    <metadata><oai_kci xmlns="http://www.kci.go.kr/kciportal/OAI/"><journalInfo><journal-name>${work.venue}</journal-name><publisher-name>한국등불학회</publisher-name><pub-year>${work.year}</pub-year><pub-mon>06</pub-mon><volume>${work.volume ?? '0'}</volume><issue>${work.issue ?? ''}</issue></journalInfo>
    <articleInfo article-id="${work.kci}"><language>한국어</language>
    <title-group><article-title lang="original">${work.title}</article-title><article-title lang="english">${work.originalTitle ?? ''}</article-title></title-group>
    <author-group>${work.authors.map(({ family, given }) => `<author>${family}${given}(서울대학교)</author>`).join('')}</author-group>
    <abstract-group><abstract lang="original">${work.abstract ?? ''}</abstract></abstract-group>
    <fpage>1</fpage><lpage>20</lpage></articleInfo></oai_kci></metadata></record></GetRecord>`
  return `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01T00:00:00Z</responseDate>${inside}</OAI-PMH>`
}
