import { useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type ConnectorToken, revokeConnectorToken } from '../contract.ts'
import { connectorWords } from './words.ts'

type Props = { readonly token: ConnectorToken; readonly onClose: () => void }

/** Takes an address back, after asking. */
export function RevokeDialog({ token, onClose }: Props) {
  const words = useWords(connectorWords)
  const client = useQueryClient()
  const revoke = async () => {
    await call(revokeConnectorToken, { params: { tokenId: token.id } })
    say({ title: words.revoked(token.label) })
    await client.invalidateQueries({ queryKey: ['connector'] })
  }
  return (
    <ConfirmDialog
      title={words.revokeTitle(token.label)}
      confirm={words.revoke}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{words.revokeHelp}</p>
    </ConfirmDialog>
  )
}
