import { deriveKey } from '#platform/crypto/derive-key.ts'
import { open, SealBroken, seal } from '#platform/crypto/seal.ts'
import { Secret } from '#platform/crypto/secret.ts'

/** The row a key belongs to. The seal is bound to it: moved to another row, it does not open. */
export type KeyPlace = { readonly id: string; readonly userId: string; readonly provider: string }

export function sealKey(key: Secret, master: Secret, place: KeyPlace): Buffer {
  return seal(key.reveal(), {
    key: deriveKey(master, 'vault'),
    keyId: fingerprintOf(master),
    context: contextOf(place),
  })
}

/** @returns undefined when the key was sealed under another secret of the installation, or is damaged. */
export function openSealed(sealed: Uint8Array, master: Secret, place: KeyPlace): Secret | undefined {
  try {
    const opened = open(sealed, {
      findKey: (keyId) => (keyId === fingerprintOf(master) ? deriveKey(master, 'vault') : undefined),
      context: contextOf(place),
    })
    return Secret.of(opened.toString('utf8'))
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

// Tells keys apart without telling anything of them, so that after a change of the secret one sees which are old.
function fingerprintOf(master: Secret): string {
  return deriveKey(master, 'vault key id').export().toString('hex').slice(0, 12)
}

function contextOf({ id, userId, provider }: KeyPlace): string {
  return `provider key ${id} of ${userId} for ${provider}`
}
