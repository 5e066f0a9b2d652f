/** Where a figure stands in the results of a benchmark: names from the outside in, numbers for places of a list. */
type At = readonly (string | number)[]

export type Figure = {
  /** A sentence's worth: what was measured. */
  readonly what: string
  readonly at: At
  readonly unit: string
  /** A peer or a bare limit in the same run; the page shows how many times it. */
  readonly against?: { readonly what: string; readonly at: At }
  /** It stands in the README too, in these words. */
  readonly told?: string
}

export type Bench = {
  /** Of its file in bench/results. */
  readonly name: string
  readonly script: string
  readonly title: string
  /** Arguments of a run that takes a minute or two at most, and of one in earnest: all of those within 35 minutes on two idle cores. */
  readonly short: readonly string[]
  readonly full: readonly string[]
  /** What the machine must have. */
  readonly needs?: 'chromium' | 'redis-server'
  /** It takes so long that it runs only when it is named. */
  readonly byItself?: true
  /** It is ended after that, and the page says so. */
  readonly mostMinutes: number
  readonly figures: readonly Figure[]
}

const ms = 'ms'
const fts5 = (...at: At) => ({ what: 'SQLite FTS5 over HTTP', at })

/** Everything that is measured, in the order of the page. */
export const benches: readonly Bench[] = [
  {
    name: 'quotes',
    script: 'bench/quotes.ts',
    title: 'Quotes found, inventions refused',
    short: ['--seeds', '1'],
    full: ['--seeds', '4'],
    mostMinutes: 5,
    figures: [
      {
        what: 'genuine quotes found',
        at: ['genuine', 'right'],
        unit: 'of',
        against: { what: 'all', at: ['genuine', 'claims'] },
        told: 'Genuine quotes found in the papers',
      },
      {
        what: 'inventions refused',
        at: ['fabricated', 'right'],
        unit: 'of',
        against: { what: 'all', at: ['fabricated', 'claims'] },
        told: 'Invented or altered quotes refused',
      },
      { what: 'quotes checked', at: ['quotes per second'], unit: '/s' },
    ],
  },
  {
    name: 'search',
    script: 'bench/search.ts',
    title: 'Search',
    short: [],
    full: [],
    mostMinutes: 6,
    figures: [
      { what: 'papers', at: ['papers'], unit: '' },
      ...['one common word', 'title words', 'korean', 'misspelt', 'eight at once'].map(
        (kind): Figure => ({
          what: `${kind}, half of the questions`,
          at: ['latency', kind, 'seogo', 'p50Ms'],
          unit: ms,
          against: fts5('latency', kind, 'fts5 over HTTP', 'p50Ms'),
          ...(kind === 'one common word' && { told: 'Half of the searches for one common word are done in' }),
        }),
      ),
    ],
  },
  {
    name: 'providers',
    script: 'bench/providers.ts',
    title: 'Four providers at once',
    short: ['--analyses', '40', '--rounds', '1'],
    full: ['--analyses', '200', '--rounds', '2'],
    mostMinutes: 4,
    figures: [
      {
        what: 'four providers at once',
        at: ['wall', 'allMs'],
        unit: ms,
        against: { what: 'the slowest alone', at: ['wall', 'slowestAloneMs'] },
        told: 'Four providers asked at once, the slowest taking 2.5 s',
      },
      { what: 'memory kept of an analysis', at: ['memory', 'keptKbPerAnalysis'], unit: 'kB' },
    ],
  },
  {
    name: 'jobs',
    script: 'bench/jobs.ts',
    title: 'Job queue',
    short: ['--jobs', '300', '--rounds', '1', '--backend', 'postgres'],
    full: ['--jobs', '600', '--rounds', '2'],
    mostMinutes: 5,
    figures: ['postgres', 'redis'].flatMap((backend): Figure[] => [
      ...['1', '10', '50'].map(
        (many): Figure => ({
          what: `${backend}, ${many} at once`,
          at: [`${backend} concurrency ${many}`, 'seogoPerSecond'],
          unit: 'jobs/s',
          against: { what: 'bare BullMQ', at: [`${backend} concurrency ${many}`, 'barePerSecond'] },
        }),
      ),
      {
        what: `${backend}, asked to started when idle`,
        at: [`${backend} ask to start, idle, seogo`, 'p50Ms'],
        unit: ms,
        against: { what: 'bare BullMQ', at: [`${backend} ask to start, idle, bare`, 'p50Ms'] },
      },
    ]),
  },
  {
    name: 'live',
    script: 'bench/live.ts',
    title: 'Live messages',
    short: ['--sockets', '500', '--rate', '200', '--seconds', '2', '--rounds', '1', '--backend', 'postgres'],
    full: ['--sockets', '2000', '--rate', '500', '--seconds', '3', '--rounds', '1'],
    mostMinutes: 3,
    figures: ['postgres', 'redis'].flatMap((backend): Figure[] => [
      { what: `${backend}, sockets`, at: [backend, 'sockets'], unit: '' },
      {
        what: `${backend}, a message to one of them`,
        at: [backend, 'seogo', 'targeted', 'p99Ms'],
        unit: 'ms (99 %)',
        against: { what: 'bare ws', at: [backend, 'bare', 'targeted', 'p99Ms'] },
        ...(backend === 'postgres' && { told: 'A live message to one of many sockets' }),
      },
      {
        what: `${backend}, a message to all`,
        at: [backend, 'seogo', 'broadcastToLast', 'p99Ms'],
        unit: 'ms (99 %)',
        against: { what: 'bare ws', at: [backend, 'bare', 'broadcastToLast', 'p99Ms'] },
      },
    ]),
  },
  {
    name: 'requests',
    script: 'bench/requests.ts',
    title: 'What a request costs for being somebody’s',
    short: ['--times', '300'],
    full: [],
    mostMinutes: 2,
    figures: [
      {
        what: 'a guarded request',
        at: ['rounds', 0, 'guarded', 'p50Ms'],
        unit: ms,
        against: { what: 'nobody’s, same statement', at: ['rounds', 0, 'bare', 'p50Ms'] },
        told: 'A request with session, CSRF token and row-level security',
      },
    ],
  },
  {
    name: 'cache',
    script: 'bench/cache.ts',
    title: 'Whether anybody reads something old',
    short: ['--seconds', '10', '--people', '20'],
    full: ['--seconds', '20', '--people', '50'],
    mostMinutes: 2,
    figures: [
      { what: 'writes', at: ['writes'], unit: '' },
      { what: 'old readings of who wrote', at: ['staleForTheWriter'], unit: '' },
      { what: 'others’ last old reading, the longest', at: ['others', 'maxMs'], unit: ms },
      { what: 'readings for a thousand who miss at once', at: ['stampede', 'loads'], unit: '' },
    ],
  },
  {
    name: 'accuracy',
    script: 'bench/accuracy.ts',
    title: 'Whether the figures of requests are true',
    short: ['--seconds', '10'],
    full: ['--seconds', '20'],
    mostMinutes: 2,
    figures: [
      { what: 'requests', at: ['requests'], unit: '' },
      {
        what: 'the 99th percentile on the page',
        at: ['p99', 'pageMs'],
        unit: ms,
        against: { what: 'what the client saw', at: ['p99', 'clientMs'] },
      },
    ],
  },
  {
    name: 'backup',
    script: 'bench/backup.ts',
    title: 'Backup',
    short: ['--papers', '2000'],
    full: ['--papers', '5000'],
    mostMinutes: 4,
    figures: [
      { what: 'papers', at: ['papers'], unit: '' },
      { what: 'a backup', at: ['backup', 'seconds'], unit: 's' },
      {
        what: 'backing up',
        at: ['backup', 'megabytesPerSecond'],
        unit: 'MB/s',
        against: { what: 'a bare COPY out', at: ['bareCopy', 'outMegabytesPerSecond'] },
        told: 'Backing up',
      },
      {
        what: 'restoring',
        at: ['restore', 'megabytesPerSecond'],
        unit: 'MB/s',
        against: { what: 'a bare COPY in', at: ['bareCopy', 'inMegabytesPerSecond'] },
      },
    ],
  },
  {
    name: 'list',
    script: 'e2e/list.bench.ts',
    title: 'The list in the browser',
    short: ['--count', '5000'],
    full: ['--count', '20000'],
    needs: 'chromium',
    mostMinutes: 4,
    figures: [
      { what: 'papers', at: ['papers'], unit: '' },
      { what: 'the next row drawn', at: ['scroll', 'byRow', 'paint', 'p50Ms'], unit: ms },
      {
        what: 'a paper opened',
        at: ['open', 'paint', 'p50Ms'],
        unit: ms,
        told: 'A paper opened from the list in the browser',
      },
      { what: 'narrowed by words', at: ['filter', 'byWords', 'done', 'p50Ms'], unit: ms },
    ],
  },
  {
    name: 'reader',
    script: 'e2e/reader.bench.ts',
    title: 'The reader with a book',
    short: ['--pages', '100'],
    full: ['--pages', '200'],
    needs: 'chromium',
    mostMinutes: 3,
    figures: [
      { what: 'pages', at: ['pages'], unit: '' },
      { what: 'the first page drawn', at: ['firstPageMs'], unit: ms },
      { what: 'a word found on the last page', at: ['foundOnLastPageMs'], unit: ms },
    ],
  },
  {
    name: 'soak',
    script: 'bench/soak.ts',
    title: 'Under mixed load for a long time',
    short: ['--minutes', '2'],
    full: ['--minutes', '30'],
    byItself: true,
    mostMinutes: 45,
    figures: [
      { what: 'minutes', at: ['minutes'], unit: '' },
      { what: 'requests', at: ['requests'], unit: '', told: 'Requests of a soak under mixed load' },
      { what: 'jobs', at: ['jobs'], unit: '' },
      {
        what: 'wrong answers, failed jobs, errors said',
        at: ['errors'],
        unit: '',
        told: 'Wrong answers and errors in it',
      },
      {
        what: 'figures of memory, handles, connections and queue that stayed flat',
        at: ['stayedFlat'],
        unit: 'of',
        against: { what: 'all', at: ['judged'] },
        told: 'Figures of memory, handles, connections and queue that stayed flat',
      },
      ...['api', 'worker'].map(
        (role): Figure => ({
          what: `${role}, memory held`,
          at: ['flatness', `${role} held MB`, 'median'],
          unit: 'MB',
        }),
      ),
    ],
  },
  {
    name: 'unusual',
    script: 'bench/unusual.ts',
    title: 'Unusual use',
    short: ['--seeds', '2'],
    full: ['--seeds', '2'],
    mostMinutes: 3,
    figures: [],
  },
  {
    name: 'forecasts',
    script: 'bench/forecasts.ts',
    title: 'When a job will be done',
    short: ['--rounds', '2', '--jobs', '20'],
    full: ['--rounds', '3', '--jobs', '20'],
    mostMinutes: 4,
    figures: [
      { what: 'ended within the time said', at: ['said from experience', 'insideShare'], unit: 'of all' },
    ],
  },
  {
    name: 'import',
    script: 'bench/import.ts',
    title: 'Import',
    short: ['--entries', '1000'],
    full: ['--entries', '3000'],
    mostMinutes: 4,
    figures: [],
  },
  {
    name: 'exports',
    script: 'bench/exports.ts',
    title: 'Exports',
    short: ['--count', '2000', '--library', '100'],
    full: ['--count', '5000', '--library', '200'],
    mostMinutes: 3,
    figures: [],
  },
  {
    name: 'pdf',
    script: 'bench/pdf.ts',
    title: 'Reading PDFs',
    short: [],
    full: [],
    mostMinutes: 7,
    figures: [],
  },
  {
    name: 'library',
    script: 'bench/library.ts',
    title: 'A library as a whole',
    short: ['--count', '2000'],
    full: ['--count', '5000'],
    mostMinutes: 4,
    figures: [],
  },
  {
    name: 'api',
    script: 'bench/api.ts',
    title: 'The cost of measuring',
    short: ['--papers', '500', '--seconds', '1', '--rounds', '1', '--connections', '16', '--routes', '4'],
    full: ['--papers', '1000', '--rounds', '1', '--connections', '1,16', '--routes', '5'],
    mostMinutes: 4,
    figures: [
      { what: 'papers', at: ['papers'], unit: '' },
      {
        what: 'kept answers a second for each uncached one, half of the routes',
        at: ['cachedTimesMedian'],
        unit: '',
      },
      {
        what: 'uncached answers a second for each of a bare Fastify with the same statements, half of the routes',
        at: ['toBareMedian'],
        unit: '',
      },
      {
        what: 'share of the answers a second that measuring costs, half of the routes',
        at: ['measuringCostsMedian'],
        unit: '',
      },
    ],
  },
  {
    name: 'performance-pages',
    script: 'bench/performance-pages.ts',
    title: 'The page of performance',
    short: ['--days', '3', '--rows', '200000', '--times', '5'],
    full: [],
    mostMinutes: 10,
    figures: [],
  },
  {
    name: 'progress',
    script: 'bench/progress.ts',
    title: 'Progress on the screen',
    short: ['--jobs', '5', '--backend', 'postgres'],
    full: ['--jobs', '5'],
    mostMinutes: 3,
    figures: [],
  },
  {
    name: 'interaction',
    script: 'e2e/interaction.bench.ts',
    title: 'Interaction to next paint',
    short: ['--papers', '5000', '--people', '20', '--requests', '20000'],
    full: ['--papers', '20000', '--people', '50', '--requests', '100000'],
    needs: 'chromium',
    mostMinutes: 5,
    figures: [
      { what: 'papers', at: ['papers'], unit: '' },
      { what: 'people', at: ['people'], unit: '' },
      { what: 'measured requests', at: ['requests'], unit: '' },
      ...Object.entries({
        scroll: 'a key that scrolls the list',
        filterByStatus: 'a filter of the status',
        filterByWords: 'a letter of a search',
        open: 'a paper opened',
        admin: 'the first page of administrators',
      }).map(
        ([name, what]): Figure => ({
          what: `${what}, three of four`,
          at: [name, 'paint', 'p75Ms'],
          unit: ms,
        }),
      ),
    ],
  },
  {
    name: 'lighthouse',
    script: 'e2e/lighthouse.bench.ts',
    title: 'Lighthouse, through Caddy with https',
    short: ['--runs', '1'],
    full: [],
    needs: 'chromium',
    mostMinutes: 15,
    figures: [],
  },
]
