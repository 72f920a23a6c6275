import { isLetter } from '../local/fold.ts'
import { PhraseTrie } from '../local/phrase-trie.ts'
import { LOGIN, firstAfter } from './context.ts'
import type { Context } from './context.ts'

/** A word by which people speak of a secret without naming it, by its place in the list. */
export type Talk = { readonly word: number; readonly start: number; readonly end: number }

/**
 * How people speak of a password, an answer or a code that they do not call one: where it is used, how it is written, what it is
 * made of, who guessed it. None of these announces anything alone; near one a plain word is weighed at all.
 */
const WORDS = (
  "same one|same thing|same word|for everything|on everything|everywhere|everything is|everything's|all my accounts|all of them|every site|every account|on all|always use|always used|i use|i used|we use|he used|she used|they use|have used|had used|" +
  'memorable|hint|hints|guess|guessed|guessable|capital|capitals|caps|lowercase|lower case|uppercase|upper case|exclamation|spaces|the space|no space|one word|two words|spell|spelled|spelt|letters|typed|typing|type|i put|put in|wrote|written|write it|entered|enter|' +
  "get in|gets in|got in|let me in|lets me in|he was in|she was in|they were in|in first try|first try|first go|security word|secret word|magic word|the word|safe word|code word|phrase|sentence|maiden|first pet|first school|first car|first street|grew up|grow up|mother's|" +
  'favourite|favorite|question|questions|answer|answers|answered|post-it|sticky|notebook|written down|changed it|changed from|changed to|set it to|unlock|unlocks|unlocked|the usual|my usual|usual one|reuse|reused|recycled|leaked|keyboard|backwards|birth year|birthday|nickname|' +
  "the dog|the cat|my dog|my cat|dog's|cat's|hamster|pet|router|with a zero|old one|new one|other one|last one|one before|i remember|tried|not proud|don't laugh|dont laugh|embarrassing|embarrassed|starts with|ends with|nothing after|in full|quiz|lock|locked with|master|" +
  "spelling|asked what|asked me what|said it's|said it was|told him it|told her it|told them it|knew it|knows it|only she|only he|same as|mine's|mine is|mine was|hers was|his was|called it|stupid|obvious|dumb|lazy|clever|since school|never changed|not changed|" +
  'sign in with|signs in with|log in with|opens with|opened with|unlock with|phrase is|pin|code|login|sign in|wifi|wi-fi|siempre|toujours|immer|sempre|altijd|contraseña|contrasena|clave|mot de passe|mdp|kennwort|passwort|senha|wachtwoord|parola|password|haslo|hasło|密码|密碼|口令|비밀번호|비번|암호|mật khẩu|kata sandi|sandi|пароль|mon code|mi clave|il pin|pincode|' +
  '使い回|使いまわ|つかいまわ|同じの|同じやつ|同じもの|全部同じ|ぜんぶ同じ|全部これ|ぜんぶこれ|いつもの|いつも|どこでも|大文字|小文字|ひらがな|平仮名|カタカナ|片仮名|漢字で|全角|半角|スペース|空白|ローマ字|数字を|数字の|英語で|当てられ|あてられ|推測|覚えやす|おぼえやす|覚えて|思いつく|思い出|入るとき|入る時|入るための|入れると|入れたら|入れて|入れました|' +
  '開くとき|開くと|開ける|打ったら|打って|打ち込|うって|うてま|入力|ロック|答え|こたえ|質問|ペット|旧姓|母校|出身|担任|付箋|メモ|手帳|貼って|変えていま|変えてな|変えられ|ずっと|途中から|昔は|むかしは|前は|設定|登録|キーボード|単純|簡単|かんたん|恥ずかし|はずかし|ふざけ|バレ|ばれ|名前の|名前を|名前に|名前です|犬の|猫の|ハムスター|' +
  '誕生|生まれ|記念日|円周率|逆から|逆に|逆さ|つなげ|くっつけ|並べ|単語|ことば|言葉|文章|フレーズ|ヒント|流出|漏れ|もれ|記号|びっくり|語呂|ごろ|合図|あいことば|合言葉|合い言葉|パスワ|ぱすわ|暗証|にしてた|にしてい|にしてま|を使って|をつかって|使ってい|使ってま|って入れ|と入れ|って打|と打|って書|で開|で通っ|で入れ|推しの|最後に|たしか|確か|もう一つ|もうひとつ|仕事用|初期|仮の'
).split('|')
const TRIE = new PhraseTrie(WORDS)
const IS_LATIN = WORDS.map(word => /^[a-zß-ɏ]/.test(word))

/** Every such word, in order; `lower` is the lower-cased folded text. */
export function talks(lower: string): Talk[] {
  const found: Talk[] = []
  for (let at = 0; at < lower.length; at++) {
    const unit = lower.charCodeAt(at)
    if (isLetter(unit) && isLetter(lower.charCodeAt(at - 1))) continue
    let longest: number | undefined
    let end = at
    let node = TRIE.step(0, unit)
    for (let i = at + 1; node !== 0; node = TRIE.step(node, lower.charCodeAt(i++))) {
      const word = TRIE.endsAt(node)?.[0]
      if (word === undefined || (IS_LATIN[word] === true && isLetter(lower.charCodeAt(i)))) continue
      longest = word
      end = i
    }
    if (longest === undefined) continue
    found.push({ word: longest, start: at, end })
    at = end - 1
  }
  return found
}

/** How far before and behind a word a secret is looked for. */
const BEFORE = 90
const BEHIND = 130
/** Japanese says in half as many signs as much. */
const JAPANESE_SHARE = 0.5

/** A stretch of a text from which on and to where secrets are spoken of. */
export type Part = { readonly start: number; readonly end: number }

/** The parts of a text near words that speak of a secret, in order, none overlapping. */
export function spokenParts(talk: readonly Talk[], sorted: readonly Context[]): Part[] {
  const parts: Part[] = []
  const add = (start: number, end: number): void => {
    const last = parts.at(-1)
    if (last && start <= last.end)
      parts[parts.length - 1] = { start: Math.min(last.start, start), end: Math.max(last.end, end) }
    else parts.push({ start: Math.max(0, start), end })
  }
  let next = 0
  const announce = (until: number): void => {
    for (let one = sorted[next]; one && one.start < until; one = sorted[++next])
      if (LOGIN.includes(one.kind)) add(one.start - BEFORE, one.end + BEHIND)
  }
  for (const { word, start, end } of talk) {
    announce(start)
    const share = IS_LATIN[word] === true ? 1 : JAPANESE_SHARE
    add(start - BEFORE * share, end + BEHIND * share)
  }
  announce(Infinity)
  return parts
}

/** Whether a place lies in one of the parts. */
export function isIn(parts: readonly Part[], place: number): boolean {
  const part = parts[firstAfter(parts, place + 1) - 1]
  return part !== undefined && place <= part.end
}
