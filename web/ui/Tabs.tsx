import { Tabs as Base } from '@base-ui/react/tabs'
import { type ReactNode, useRef } from 'react'
import { classes } from './classes.ts'
import { tabRowClasses } from './tab-classes.ts'
import { useTabsInSight } from './useTabsInSight.ts'

type Tab = {
  readonly value: string
  readonly label: string
  /** A figure behind the label. */
  readonly count?: string | undefined
  readonly content: ReactNode
}

type Props = {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly value: string
  readonly onValue: (value: string) => void
  /** The page around it scrolls, and the tabs stay at its top; else each panel scrolls by itself. */
  readonly scrolls?: 'panel' | 'page'
  readonly className?: string
}

export function Tabs({ label, tabs, value, onValue, scrolls = 'panel', className }: Props) {
  const row = useRef<HTMLDivElement>(null)
  const hidden = useTabsInSight(row, value)
  return (
    <Base.Root
      value={value}
      onValueChange={onValue}
      className={classes('flex flex-col', scrolls === 'panel' && 'min-h-0', className)}
    >
      <div className={classes('shrink-0 border-b', scrolls === 'page' && 'sticky top-0 z-10 bg-sheet')}>
        <Base.List ref={row} aria-label={label} className={classes('gap-4 px-4', tabRowClasses(hidden))}>
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              data-tab={tab.value}
              className="flex h-9 items-center gap-1.5 whitespace-nowrap py-0.5 text-ink-faint text-sm hover:text-ink data-active:border-accent data-active:border-b-2 data-active:pb-0 data-active:font-medium data-active:text-ink pointer-coarse:h-11"
            >
              {tab.label}
              {tab.count === undefined ? null : <span className="text-2xs text-ink-faint">{tab.count}</span>}
            </Base.Tab>
          ))}
        </Base.List>
      </div>
      {tabs.map((tab) => (
        <Base.Panel
          key={tab.value}
          value={tab.value}
          className={classes('flex-1', scrolls === 'panel' && 'min-h-0 overflow-y-auto')}
        >
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
