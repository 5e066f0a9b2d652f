/** What is wrong with a file, and what helps. */
export function FileTrouble({ title, help }: { readonly title: string; readonly help: string }) {
  return (
    <p className="mt-1 border-care border-l-2 pl-2 text-xs">
      <span className="font-medium">{title}.</span> <span className="text-ink-soft">{help}</span>
    </p>
  )
}
