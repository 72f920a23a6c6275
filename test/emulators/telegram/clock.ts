/** The emulator's idea of time. Everything that waits (polls, retries, 24-hour memory) asks it, so tests never sleep. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number
  /** Runs `job` after `delayMs`; returns a function that cancels it. */
  after(delayMs: number, job: () => void): () => void
}

export type ManualClock = Clock & {
  /** Moves time on and runs every job that became due, in order of its due time. */
  advance(byMs: number): void
}

/** Wall-clock time; its timers keep no process alive. */
export function realClock(): Clock {
  return {
    nowMs: () => Date.now(),
    after(delayMs, job) {
      const timer = setTimeout(job, delayMs)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}

/** Time that moves only when told. @param startMs - milliseconds since 1970, UTC */
export function manualClock(startMs: number): ManualClock {
  let now = startMs
  let jobs: { dueMs: number; job: () => void }[] = []
  return {
    nowMs: () => now,
    after(delayMs, job) {
      const entry = { dueMs: now + delayMs, job }
      jobs.push(entry)
      return () => {
        jobs = jobs.filter(other => other !== entry)
      }
    },
    advance(byMs) {
      const endMs = now + byMs
      for (;;) {
        const due = jobs.filter(entry => entry.dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0]
        if (!due) break
        jobs = jobs.filter(other => other !== due)
        now = Math.max(now, due.dueMs)
        due.job()
      }
      now = endMs
    },
  }
}
