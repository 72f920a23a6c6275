import type { Planted } from './planted.ts'
import { calm, of } from './unseen.ts'

/**
 * Written only to learn from, never measured: made-up words that are passwords although nothing says "password" beside them, and
 * made-up words of the same shape that name somebody or something.
 */
export const MADE_WORDS: Planted[] = [
  ...of(
    'password',
    `I used the same one everywhere, {pw}, so I guess they have all of it
    they know it's {pwStrong} now, I need a new one
    it's the thing I always use, {pwDate}
    it's written on the fridge: {pw}
    changed it from {pw} to {pwRandom} last night
    before that it was {pw} for ten years
    mine was {pw}, same as on the forum
    i typed {pw} into that page and pressed enter
    so i gave them {pwStrong}, stupid
    she guessed {pw} on the second try
    the one they got is {pwRandom}
    both my accounts opened with {pw}
    I still sign in with {pwDashed}
    {pw}. That's what I had everywhere.
    {pwStrong} is what I put in the box
    is {pw} too easy? it's what the leak site showed
    the leak site shows {pw} next to my mail
    have i been pwned says {pwShort} is out there
    he read {pw} off my sticky note
    the note on my monitor says {pwDashed}
    I told the caller {pw} because he sounded official
    told her {pwShort} and she said thank you
    login tess.w / {pwDashed}
    admin / {pw}
    user: kim, then {pwStrong}
    root:{pwRandom}
    my usual one ({pw}) stopped working
    even {pw} doesn't let me in any more
    tried {pw}, tried {pwShort}, nothing opens
    could be {pw} or {pwShort}, one of them is the right one
    the old one was {pw} and the newer one {pwRandom}
    what I had: {pw}
    the key for the router is {pw}
    the zip opened with {pwShort}
    my email password has been {pw} since 2011
    password? {pw}, don't laugh
    last one was {pwShort}, the one before {pw}
    it was {pw} the whole time
    yes it's {pwShort}
    he wanted what I type in the morning, so {pw}
    ぜんぶのサイトで {pw} を使い回してました
    どこも{pw}です
    いつもの{pw}で入れてました
    付箋に{pwStrong}って書いてあります
    冷蔵庫に貼ってあるのは {pw}
    今までのは {pw} で、昨日 {pwRandom} に変えました
    前は{pw}、今は{pwShort}
    {pw}でした、全部のサイトで
    {pw}。これをずっと使ってます
    電話で{pw}と言いました
    聞かれたので「{pwShort}」と答えてしまい
    画面に{pwStrong}と入れて送信しました
    流出サイトに{pw}って出てました
    自分のメールの横に{pwShort}とありました
    {pwDashed}だと思うんですが通りません
    {pw}か{pwShort}のどっちかです
    打ったのは {pwRandom} です
    ルーターのは{pw}
    zipは{pwShort}で開きました
    覚えやすいように{pwDate}にしてた
    これ→ {pwStrong} を教えちゃった
    息子の名前で{pwDate}にしてました
    {pwShort}ってバレてました
    合ってるのは{pw}のはず`,
  ),
]

export const NAMED_WORDS: string[] = calm(`the account skyfox{small} messaged me first
  my name there is frogprince_{last4}
  a guy called noob{small}king added me
  user darkwolf{last4} joined the server
  his handle was crypto_king{small}
  I'm lunar{small} on Steam
  @moon_rabbit{small} asked for help
  the bot named helper{small}bot
  channel was general-chat{small}
  server called gaming2night kicked me
  he goes by Ninja{small}x
  the file was setup_v{small}.exe
  invoice{small}.pdf was attached
  I bought a Galaxy S{small} Ultra
  it's a MacBook Pro M{small}
  running iOS{small} on an iPhone{small}
  Windows{small} asks for an update
  firmware v{ver} build {build}
  playing Fortnite season{small}
  GTA5 and CoD4 and FIFA{small}
  the wifi is called Home_5G
  network is FRITZ!Box{last4}
  my cat is named R2D2
  covid19 changed everything
  a web3 game on layer2
  got an mp3 and an mp4
  utf8 or base64, no idea
  sha256 says something else
  H2O and CO2
  A4 paper, B5 notebook
  the car is a VW Golf7, plate B-XY {last4}
  the gate is B{small} and the seat 14C
  flight {flight} was on time
  room 12B on floor3
  error E{last4} on the washing machine
  code E{small} on the display
  product XR-{last4} for {usd}
  Model {model} is on sale
  Trojan:Win32/Wacatac.B!ml was found
  PUA.Win32.Packunwan showed up
  group3 of the study
  chapter12 was boring
  level{small} boss is hard
  lvl{small} account, all skins gone
  x{small} damage, lol
  top10 list
  1on1 with the mod
  24h later nothing
  the sub r/scams{small} was helpful
  my discord tag was bluebird#{last4}
  I'm in the B2B business
  the name on screen was tiger{small}
  renamed me to hacked_by_x{small}
  he changed my nickname to pwned{small}
  order AB{last4}X shipped
  voucher type GIFT{small}
  アカウント名は skyfox{small} です
  ユーザー名 moon_rabbit{small}
  @crypto_king{small} というアカウントから
  taro{last4}という人からDM
  yuki{small}さんに聞いた
  フレンドのdark{small}wolfが
  サーバーのbot{small}が
  ファイル名は invoice{small}.pdf
  setup_v{small}.exeを実行した
  iPhone{small}からGalaxyS{small}に変えた
  iOS{small}にした
  Win{small}です
  PS5とSwitch2
  型番は{model}
  エラーE{last4}が出る
  座席は14Cでした
  便名は{flight}
  Fortnite5期
  レベルlv{small}
  1on1で話した
  ver{small}に上げた
  H2Oとか関係ない
  A4の紙に印刷
  B2の出口
  U18の大会
  Lv{small}のキャラ
  mp3を送られた
  base64って何ですか
  tiger{small}って名前に変えられてた
  hacked{small}に改名されてた
  Wi-Fiの名前はHome_5G
  gmail2という名前のフォルダ
  3Dのアバター
  Discordのtagは bluebird#{last4}`)
