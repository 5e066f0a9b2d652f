import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

/** Forgets everything that was fetched for the person and goes to the sign-in page. */
export function useSignOut(): () => void {
  const client = useQueryClient()
  const navigate = useNavigate()
  return () => {
    void navigate({ to: '/sign-in' }).then(() => client.clear())
  }
}
