import { useEffect } from 'react'
import { canServeItself, startServiceWorker } from '#web/lib/device-worker.ts'

const afterMs = 4_000

/** Looks after what Seogo keeps in this browser for the person, once their page stands; an installed app can be shared to. */
export function useDevice(userId: string): void {
  // The browser's caches and its service worker are the outside system.
  useEffect(() => {
    if (!canServeItself()) return
    if (matchMedia('(display-mode: standalone)').matches) void startServiceWorker()
    const tend = async () => {
      const { tendKept } = await import('../pages/kept/tend-kept.ts')
      await tendKept(userId)
    }
    const installed = () => void startServiceWorker()
    window.addEventListener('appinstalled', installed)
    const later = setTimeout(() => void tend(), afterMs)
    return () => {
      clearTimeout(later)
      window.removeEventListener('appinstalled', installed)
    }
  }, [userId])
}
