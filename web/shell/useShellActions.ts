import { useNavigate } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { language, theme } from '#features/accounts/contract.ts'
import { usePreferences } from '#features/accounts/web/usePreferences.ts'
import { onKeyDown, useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { undoable } from '#web/ui/toasts.ts'
import { destinations } from './destinations.ts'
import { shellWords } from './words.ts'

type Options = { readonly openCommands: () => void; readonly openHelp: () => void }

/** What can be done from everywhere, and the keyboard that does it. */
export function useShellActions({ openCommands, openHelp }: Options): void {
  const words = useWords(shellWords)
  const navigate = useNavigate()
  const undo = useSyncExternalStore(undoable.subscribe, undoable.newest)
  const { setLanguage, setTheme } = usePreferences()
  // The document's keyboard is the outside system.
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  useActions([
    ...(undo === undefined
      ? []
      : [
          {
            id: 'undo',
            title: words.undoThat(undo.title),
            group: words.groups.help,
            keys: 'z',
            otherKeys: 'mod+z',
            run: undo.run,
          },
        ]),
    ...destinations.map(({ to, name, key }) => ({
      id: `go.${name}`,
      title: words.goTo(words[name]),
      group: words.groups.go,
      keys: `g ${key}`,
      run: () => void navigate({ to }),
    })),
    ...theme.options.map((value) => ({
      id: `theme.${value}`,
      title: words.chooseTheme(words.themeNames[value]),
      group: words.groups.view,
      run: () => setTheme(value),
    })),
    ...language.options.map((value) => ({
      id: `language.${value}`,
      title: words.chooseLanguage(words.languageNames[value]),
      group: words.groups.view,
      run: () => setLanguage(value),
    })),
    {
      id: 'commands',
      title: words.commands,
      group: words.groups.help,
      keys: 'mod+k',
      alsoWhileWriting: true,
      run: openCommands,
    },
    { id: 'help', title: words.shortcuts, group: words.groups.help, keys: '?', run: openHelp },
  ])
}
