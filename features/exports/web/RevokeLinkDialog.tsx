import { useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type ExportLink, revokeLink } from '../contract.ts'
import { exportWords } from './words.ts'

type Props = { readonly link: ExportLink; readonly onClose: () => void }

/** Ends a link to papers, after asking. */
export function RevokeLinkDialog({ link, onClose }: Props) {
  const words = useWords(exportWords)
  const client = useQueryClient()
  const revoke = async () => {
    await call(revokeLink, { params: { linkId: link.id } })
    say({ title: words.revoked(link.name) })
    await client.invalidateQueries({ queryKey: ['export-links'] })
  }
  return (
    <ConfirmDialog
      title={words.revokeTitle(link.name)}
      confirm={words.revoke}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{words.revokeHelp}</p>
    </ConfirmDialog>
  )
}
