import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const tokens = fileURLToPath(new URL('../styles/tokens.css', import.meta.url))
/** The font file with the Latin letters and figures, which no screen is without; told by its range. */
const latin = /url\(([^)]+\.woff2)\)[^}]*unicode-range:U\+20-/

/**
 * What is seen before the first script and the style sheet came: index.html carries its few styles, with the colours of
 * tokens.css. The style sheet stands behind it, because a browser paints nothing that follows one before it came.
 */
export function firstLook(): Plugin {
  const colours = new Map(
    [...readFileSync(tokens, 'utf8').matchAll(/--color-([\w-]+): (.+);/g)].map(([, name, colour]) => [
      name,
      colour,
    ]),
  )
  return {
    name: 'seogo:first-look',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const coloured = html.replaceAll(
          /var\(--color-([\w-]+)\)/g,
          (_, name: string) => colours.get(name) ?? this.error(`tokens.css has no colour ${name}`),
        )
        const sheets = Object.values(bundle).flatMap((file) =>
          file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : [],
        )
        const font = sheets.map((sheet) => latin.exec(sheet)?.[1]).find((address) => address !== undefined)
        const links = [...coloured.matchAll(/\s*<link rel="stylesheet"[^>]*>/g)].map(([link]) => link)
        const preload = `<link rel="preload" as="font" type="font/woff2" crossorigin href="${font}">`
        return links
          .reduce((page, link) => page.replace(link, ''), coloured)
          .replace('</head>', font === undefined ? '</head>' : `  ${preload}\n  </head>`)
          .replace('<noscript>', `${links.join('').trim()}\n    <noscript>`)
      },
    },
  }
}
