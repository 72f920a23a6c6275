import type { Update, WebhookInfo } from '@grammyjs/types'
import type { Clock } from './clock.ts'
import type { Pending, UpdateQueue } from './queue.ts'

export type Webhook = {
  url(): string
  /** An empty url removes it. */
  set(url: string, secret: string | undefined, maxConnections: number | undefined): void
  info(): WebhookInfo
  close(): void
}

export type WebhookOptions = {
  clock: Clock
  queue: UpdateQueue
  /** First pause before a repeat; doubles each time. */
  retryMs: number
  /** "We will repeat the request and give up after a reasonable amount of attempts". */
  attempts: number
  /** A bot may answer a webhook with a method call. */
  onReply: (method: string, parameters: Record<string, unknown>) => void
}

/** Pushes updates: one chat in order, chats side by side, at most `max_connections` at a time, repeated until 2xx. */
export function createWebhook({ clock, queue, retryMs, attempts, onReply }: WebhookOptions): Webhook {
  let target: { url: string; secret: string | undefined; maxConnections: number } | undefined
  let lastError: { date: number; message: string } | undefined
  let abort = new AbortController()
  const busyRooms = new Set<number>()

  const pump = () => {
    if (!target) return
    for (const entry of queue.pending()) {
      if (busyRooms.size >= target.maxConnections) return
      if (busyRooms.has(entry.room)) continue
      busyRooms.add(entry.room)
      void deliver(entry, 1)
    }
  }

  const deliver = async (entry: Pending, attempt: number): Promise<void> => {
    const { signal } = abort
    const failure = await push(entry.update, signal)
    if (signal.aborted) return
    if (failure !== undefined) {
      lastError = { date: Math.floor(clock.nowMs() / 1000), message: failure }
      if (attempt < attempts) {
        clock.after(retryMs * 2 ** (attempt - 1), () => void deliver(entry, attempt + 1))
        return
      }
    }
    queue.confirm(entry.update.update_id)
    busyRooms.delete(entry.room)
    pump()
  }

  /** What went wrong, or undefined for a 2xx. */
  const push = async (update: Update, signal: AbortSignal): Promise<string | undefined> => {
    if (!target) return 'no webhook'
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (target.secret) headers['x-telegram-bot-api-secret-token'] = target.secret
    try {
      const answer = await fetch(target.url, { method: 'POST', headers, body: JSON.stringify(update), signal })
      const text = await answer.text()
      if (!answer.ok) return `Wrong response from the webhook: ${answer.status} ${answer.statusText}`
      if (text.startsWith('{')) {
        const { method, ...parameters } = JSON.parse(text) as { method?: string }
        if (method) onReply(method, parameters)
      }
      return undefined
    } catch (error) {
      return `Connection failed: ${String(error)}`
    }
  }

  queue.onAdd(() => queueMicrotask(pump))
  return {
    url: () => target?.url ?? '',
    set(url, secret, maxConnections) {
      abort.abort()
      abort = new AbortController()
      busyRooms.clear()
      target = url ? { url, secret, maxConnections: maxConnections ?? 40 } : undefined
      pump()
    },
    info: () => ({
      url: target?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: queue.pending().length,
      ...(target && { max_connections: target.maxConnections }),
      ...(lastError && { last_error_date: lastError.date, last_error_message: lastError.message }),
      ...(queue.allowed() && { allowed_updates: [...(queue.allowed() ?? [])] }),
    }),
    close: () => abort.abort(),
  }
}
