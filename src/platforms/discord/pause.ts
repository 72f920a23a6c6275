/** Waits that an end, or something better to do, cuts short. */
export type Pauses = {
  pause(ms: number): Promise<void>
  /** Ends all of them now. */
  wake(): void
}

export function openPauses(): Pauses {
  const open = new Set<() => void>()
  return {
    pause: ms =>
      new Promise<void>(resolve => {
        const end = () => {
          clearTimeout(timer)
          open.delete(end)
          resolve()
        }
        const timer = setTimeout(end, ms)
        open.add(end)
      }),
    wake() {
      for (const end of [...open]) end()
    },
  }
}

/** A moment that does not keep the process alive. */
export const late = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms).unref())
