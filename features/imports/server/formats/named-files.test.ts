import { expect, test } from 'vitest'
import { bibtexFiles, risFiles } from './named-files.ts'

test.each([
  ['JabRef', ':Kim2001 - Lanterns.pdf:PDF', ['Kim2001 - Lanterns.pdf']],
  ['JabRef with two', 'Main:a.pdf:PDF;Extra\\: more:sub/b.pdf:PDF', ['a.pdf', 'sub/b.pdf']],
  ['JabRef on Windows', ':C\\:\\\\Users\\\\kim\\\\a.pdf:PDF', ['C:\\Users\\kim\\a.pdf']],
  [
    'Zotero',
    'Full Text PDF:files/12/Kim et al.pdf:application/pdf;Snapshot:files/13/x.html:text/html',
    ['files/12/Kim et al.pdf', 'files/13/x.html'],
  ],
  ['Better BibTeX', '/home/kim/Zotero/storage/AB12/a.pdf', ['/home/kim/Zotero/storage/AB12/a.pdf']],
  ['Mendeley', ':home/kim/Mendeley/a\\_b.pdf:pdf', ['home/kim/Mendeley/a_b.pdf']],
  ['Mendeley on Windows', ':C$\\backslash$:/Users/kim/a.pdf:pdf', ['C:/Users/kim/a.pdf']],
  ['a drive by itself', 'C:\\papers\\a.pdf', ['C:\\papers\\a.pdf']],
])('%s: the paths of `file` are read', (_program, written, paths) => {
  expect(bibtexFiles(written).map(({ path }) => path)).toEqual(paths)
})

test('of the links of RIS only those to files are files', () => {
  const fields = [
    { tag: 'L1', value: 'file:///home/kim/a.pdf' },
    { tag: 'L2', value: 'https://example.org/a.pdf' },
    { tag: 'LK', value: 'internal-pdf://123/b.pdf' },
    { tag: 'UR', value: 'c.pdf' },
  ]
  expect(risFiles(fields).map(({ path }) => path)).toEqual([
    'file:///home/kim/a.pdf',
    'internal-pdf://123/b.pdf',
  ])
})
