import { Menu } from '@base-ui/react/menu'
import { Check, Columns3 } from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { libraryWords } from '../words.ts'
import { columnId, readLayout, withColumn } from './columns.ts'
import { changeLayout, useLayout } from './layout-store.ts'

const itemClasses =
  'flex cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-tint data-disabled:opacity-50 pointer-coarse:py-2.5'

/** Which columns the table has. */
export function ColumnsMenu() {
  const words = useWords(libraryWords)
  const layout = useLayout()
  return (
    <Menu.Root>
      <Menu.Trigger
        render={
          <IconButton icon={<Columns3 aria-hidden />} label={words.chooseColumns} className="max-md:hidden" />
        }
      />
      {/* Within the page's main part: it is no part of the frame around it. */}
      <Menu.Portal container={document.getElementById('content')}>
        <Menu.Positioner sideOffset={4} align="end" className="z-40 outline-none">
          <Menu.Popup className="min-w-48 rounded-lg border border-hairline bg-sheet p-1 shadow-pop outline-none">
            {columnId.options.map((id) => (
              <Menu.CheckboxItem
                key={id}
                checked={layout.shown.includes(id)}
                disabled={id === 'title'}
                closeOnClick={false}
                onCheckedChange={(isShown) => changeLayout((before) => withColumn(before, id, isShown))}
                className={itemClasses}
              >
                <span className="flex size-4 items-center justify-center">
                  <Menu.CheckboxItemIndicator>
                    <Check className="size-3.5 text-accent" aria-hidden />
                  </Menu.CheckboxItemIndicator>
                </span>
                {words.columns[id]}
              </Menu.CheckboxItem>
            ))}
            <Menu.Separator className="my-1 h-px bg-hairline" />
            <Menu.Item
              onClick={() => changeLayout(({ view }) => ({ ...readLayout(null), view }))}
              className={itemClasses}
            >
              <span className="size-4" />
              {words.columnsAsBefore}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
