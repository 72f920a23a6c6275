import { SimpleShardingStrategy } from 'discord.js'
import type { WebSocketShardDestroyOptions } from 'discord.js'

/**
 * The library's way of holding its connections, with an end that is one. As it stands (@discordjs/ws 1.2.3), a connection
 * that is still being made when it is destroyed is forgotten: not closed, and without a listener for its errors. A later
 * reset of it would end the whole process.
 */
export class EndingStrategy extends SimpleShardingStrategy {
  override async destroy(options?: Omit<WebSocketShardDestroyOptions, 'recover'>): Promise<void> {
    // Private in the library's types; without them there is nothing to mend.
    const shards: unknown = Reflect.get(this, 'shards')
    const sockets =
      shards instanceof Map ? [...(shards as Map<number, Shard>).values()].map(shard => shard.connection) : []
    const half = sockets.filter(socket => socket?.readyState === CONNECTING)
    for (const socket of half) socket?.on('error', () => undefined)
    try {
      await super.destroy(options)
    } finally {
      for (const socket of half) socket?.terminate()
    }
  }
}

type Socket = { readonly readyState: number; on(event: 'error', listener: () => void): void; terminate(): void }
type Shard = { readonly connection?: Socket | null }

const CONNECTING = 0
