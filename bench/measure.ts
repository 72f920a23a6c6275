import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Percentiles and spreads, the same way for every figure. */

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN
}
export const median = (values: readonly number[]) => quantile(values, 0.5)

/** Milliseconds of an fsync of 4 KiB on the disk of `folder`: durable figures mean nothing without it. */
export function fsyncP50(folder: string): number {
  const path = join(folder, 'fsync-probe')
  const file = openSync(path, 'w')
  const block = Buffer.alloc(4_096, 1)
  const times = Array.from({ length: 100 }, () => {
    const started = performance.now()
    writeSync(file, block, 0, block.length, 0)
    fsyncSync(file)
    return performance.now() - started
  })
  closeSync(file)
  rmSync(path)
  return median(times)
}
