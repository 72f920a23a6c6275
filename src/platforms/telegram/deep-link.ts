import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Links that open the private chat: `https://t.me/<bot>?start=<payload>`, at most 64 of `A-Z a-z 0-9 _ -`. A group's own
 * payload names the group and is signed, so nobody can join a group's helpers to their case by guessing its id. Every other
 * payload is a token of the desk (a helper's invitation).
 */

const MAC_CHARACTERS = 22
const GROUP = /^g(-?\d{1,20})_([A-Za-z0-9_-]{22})$/
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/

export type Payload = { readonly group: string } | { readonly token: string }

export type DeepLinks = {
  /** The link that brings somebody from this group to the private chat. */
  group(username: string, chat: string): string
  /** The link that hands on an invitation of the desk. */
  invitation(username: string, token: string): string
  /** What a `/start` payload stands for; undefined when it is none of ours. */
  readonly read: (payload: string) => Payload | undefined
}

/** @param key - secret; the same over restarts, so that old links keep working */
export function deepLinks(key: Uint8Array | string): DeepLinks {
  const mac = (chat: string) =>
    createHmac('sha256', key).update(`group ${chat}`).digest('base64url').slice(0, MAC_CHARACTERS)
  return {
    group: (username, chat) => `https://t.me/${username}?start=g${chat}_${mac(chat)}`,
    invitation: (username, token) => `https://t.me/${username}?start=${token}`,
    read(payload) {
      const [, chat, given] = GROUP.exec(payload) ?? []
      if (chat !== undefined && given !== undefined)
        return timingSafeEqual(Buffer.from(given), Buffer.from(mac(chat))) ? { group: chat } : undefined
      return TOKEN.test(payload) ? { token: payload } : undefined
    },
  }
}
