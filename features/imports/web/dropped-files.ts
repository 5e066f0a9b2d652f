const paths = new WeakMap<File, string>()

/** Where a file stood in the folder that was chosen or dropped; its name when it came by itself. */
export function pathOf(file: File): string {
  return paths.get(file) ?? (file.webkitRelativePath || file.name)
}

// Of a folder only what can be imported; of single files everything, so that what is refused is told.
const importable = /\.(?:pdf|bib|bibtex|ris|json|xml|rdf|nbib|enw|ciw|txt)$/i
const isHidden = (name: string) => name.startsWith('.')

/** The files of a chosen folder that can be imported. */
export function ofFolder(files: Iterable<File>): File[] {
  return [...files].filter(({ name }) => importable.test(name) && !isHidden(name))
}

/** What was dropped, folders with all that is in them. To be called while the event is under way. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry())
  if (!entries.some((entry) => entry?.isDirectory)) return [...files]
  const found = await Promise.all(entries.map((entry) => (entry === null ? [] : filesIn(entry, true))))
  return found.flat()
}

async function filesIn(entry: FileSystemEntry, isGiven: boolean): Promise<File[]> {
  if (entry.isFile) {
    if (!isGiven && (isHidden(entry.name) || !importable.test(entry.name))) return []
    const file = await fileOf(entry)
    paths.set(file, entry.fullPath.replace(/^\//, ''))
    return [file]
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return []
  const found: File[] = []
  const reader = entry.createReader()
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (part.length === 0) return found
    for (const each of part) found.push(...(await filesIn(each, false)))
  }
}

function fileOf(entry: FileSystemEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    if (entry instanceof FileSystemFileEntry) entry.file(resolve, reject)
    else reject(new TypeError(`${entry.name} is no file`))
  })
}
