import { pick } from './values.ts'
import type { Roll } from './values.ts'

const list = (text: string): string[] => text.trim().split(/\s+/)

const WORDS_EN = list(`tulip peony foxglove bluebell snowdrop thistle clover bramble acorn chestnut willow hazel juniper
  badger otter weasel heron puffin kestrel magpie sparrow walrus penguin giraffe zebra panther leopard tiger mustang stallion pony
  custard trifle crumpet treacle gingerbread marmalade biscuit pancake dumpling noodle pepperoni pickle gherkin turnip parsnip beetroot
  cinnamon paprika nutmeg vanilla peppermint liquorice toffee caramel nougat marzipan popcorn lollipop cupcake
  arsenal everton celtic rangers spurs villa juventus barcelona lakers yankees packers cowboys dolphins
  dragon wizard goblin unicorn phoenix gandalf frodo voldemort hogwarts narnia batman spiderman superman yoda chewbacca skywalker
  sunshine moonlight starlight rainbow thunder lightning blizzard hurricane avalanche volcano glacier
  trombone bassoon clarinet banjo ukulele accordion metallica nirvana beatles wonderwall bohemian
  lighthouse windmill teapot kettle saucepan wardrobe lampshade doorknob cushion hammock umbrella
  princess angel babydoll sweetheart honeybun darling sugarplum cutiepie monkey pumpkin peanut
  devon cornwall snowdonia galway tuscany bavaria brittany andalusia kyoto hokkaido
  football cricket snooker darts rugby hockey surfing climbing
  freedom justice liberty forever whatever nothing secret letmein welcome trustno changeme iloveyou fuckoff bollocks crap`)
const NAMES_EN =
  list(`Rufus Whiskers Mittens Smudge Tigger Barney Patch Bonnie Socks Pepper Toffee Ziggy Bramble Hamish Duffy Monty
  Tilly Fergus Bertie Poppy Coco Rosie Milo Jasper Oscar Felix Luna Daisy Shadow Ginger Dusty Cleo Nacho Waffles Pickles Noodle
  Ethel Mildred Winifred Agnes Horatio Percival Rosalind Imelda Bronwyn Siobhan Angus Callum Niamh
  Featherstone Ollerenshaw Higginbottom Braithwaite Postlethwaite Cholmondeley Murgatroyd Entwistle Ramsbottom Szczepanski Villanueva Oyelowo`)
const PAIRS_EN = [
  'Acacia Avenue', 'Mill Lane', 'Orchard Rise', 'Beech Grove', 'St Cuthbert', 'St Winifred', 'Holy Trinity', 'Oakfield Primary',
  'Mr Whiskers', 'Mrs Doyle', 'Miss Trunchbull', 'Captain Haddock', 'Lord Snooty', 'Princess Leia', 'Vauxhall Corsa', 'Morris Minor', 'Honda Civic', 'Fiat Panda',
  'Leeds United', 'Aston Villa', 'Real Madrid', 'Fleetwood Mac', 'Purple Rain', 'Blue Velvet', 'Yellow Submarine', 'Golden Eagle', 'Silver Arrow', 'Winter Garden', 'Copper Kettle',
] // prettier-ignore
const SENTENCES_EN = [
  'my dog eats green apples', 'the moon is made of cheese', 'nobody puts baby in the corner', 'grandma makes the best soup', 'four tired horses sleep', 'I like big trees', 'never trust a smiling cat', 'we all live in a boat', 'open the door please', 'tea at four sharp',
] // prettier-ignore
const SMASHES = list(
  `qwerty qwertz azerty asdfgh zxcvbn qwertyui asdfasdf qazwsx poiuytrewq lkjhgfdsa qweasdzxc aaaaaa abcabc`,
)
const ROMAJI =
  list(`tanpopo asagao ajisai tsubaki kosumosu sumire momiji kaede matsuri hanabi yukidaruma takoyaki okonomiyaki ramen udon
  onigiri mochi daifuku dorayaki anpan melonpan purin kakigori genki egao kibou yume daisuki arigatou ganbaru ganbare tanoshii
  shinkansen densha jitensha fujisan biwako hokkaido okinawa kyoto nagoya hiroshima pochi shiro kuro tama mike chibi koro maru
  taro jiro hanako keiko masako yoshiko kenta shota haruka misaki nonoka hinata ryuseki kaminari taiyo tsukiyo hoshizora
  doraemon pikachu totoro luffy naruto gundam ultraman kamenrider hellokitty rirakkuma kirby zelda mario
  hanshin kyojin tigers carp dragons lions sazan arashi bump utada babymetal
  aiueo abcdefg iroha password himitsu naisho mukashi chocolate strawberry banana pudding sunflower butterfly`)
const HIRA =
  list(`たんぽぽ あさがお ひまわり さくら つばき もみじ かえで すみれ こすもす あじさい おはぎ だんご たいやき みたらし ようかん せんべい
  はるか まさこ よしこ けんた たろう じろう はなこ きよし ちよこ みつお しげる ふじさん びわこ ほっかいどう おきなわ やまびこ ひらけごま ちちんぷい ありがとう だいすき がんばる しあわせ ねこまんま いぬかき やきそば`)
const KATA =
  list(`ポチ シロ クロ タマ ミケ チビ コロ マル モモ ココ レオ ルナ ハチ ジョン ラッキー チョコ キナコ アズキ マロン プリン クッキー ミント
  ピカチュウ ドラえもん ガンダム ルフィ ナルト ゼルダ マリオ クラウド セフィロス エヴァ トトロ アンパンマン
  ライオンズ タイガース カープ ビートルズ クイーン サザン ミスチル スピッツ
  チョコレート マカロン ハンバーグ オムライス ナポリタン カレーライス メロンパン シュークリーム`)
const KANJI =
  list(`朝日 夕焼 月夜 青空 富士山 琵琶湖 金閣寺 清水寺 軽井沢 小樽 函館 尾道 飛騨 熱海 草津 別府 枕崎 花火 桜餅 抹茶 納豆 味噌汁 焼魚
  夏空 河原 山桜 金太郎 大鵬 浦島太郎 桃太郎 雪女 座敷童 柴犬 三毛猫 龍神 雷神 勅使河原 小鳥遊 東雲 五月雨 北斗 南風 一期一会 花鳥風月 七転八起`)
const JA_MIXED = list(
  `ミルク通り さくら坂 みどり丸 第三ひかり丸 ひまわり号 はと時計 うさぎ組 ポチ太郎 タマ子 月のうさぎ カフェ青空 ラーメン太郎 やまと魂 キラキラ星`,
)
const SERVICES =
  list(`Bitwarden Dashlane Keeper Shopify Depop Vinted Monzo Revolut Starling Zelle Venmo Klarna Etsy Airbnb Booking Expedia Ryanair Deliveroo Doordash
  Proton Tutanota Outlook Hotmail Slack Teams Zoom Skype Dropbox Notion Trello Figma Github Gitlab Heroku Reddit Pinterest Tumblr Bluesky Mastodon Threads Duolingo Strava Fitbit
  Barclays Santander Natwest Halifax Chase Fidelity Schwab Robinhood Kraken Ledger Trezor Metamask Verizon Vodafone Comcast Norton Mcafee Kaspersky Malwarebytes`)
const PRODUCTS = list(
  `Fortnite Minecraft Genshin Valorant Overwatch Palworld Roblox Pixel Galaxy Thinkpad Surface Macbook Playstation Switch Xbox Kindle Chromebook Netgear Linksys Fritzbox Buffalo`,
)
const PLACES = list(
  `Manila Lagos Hanoi Jakarta Bucharest Kyiv Moscow Istanbul Warsaw Lisbon Bogota Lima Nairobi Mumbai Phoenix Denver Atlanta Leicester Swansea Aberdeen Osaka Sapporo Sendai Fukuoka`,
)
const PERSONS = list(`Kevin Brian Sandra Deborah Melissa Gregory Vanessa Patrick 高田 小林 西野 Anderson Peterson`)
const DAYS = list(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday`)
const MONTHS = list(`January February March April June July August September October November December`)

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const plain = (roll: Roll): string => {
  const word = pick(roll, WORDS_EN)
  return roll(3) === 0 ? capital(word) : word
}
const glued = (roll: Roll): string =>
  roll(2) === 0
    ? pick(roll, WORDS_EN) + pick(roll, WORDS_EN)
    : pick(roll, NAMES_EN) + pick(roll, NAMES_EN) + (roll(2) === 0 ? pick(roll, NAMES_EN) : '')
const numbered = (roll: Roll): string =>
  (roll(2) === 0 ? plain(roll) : pick(roll, NAMES_EN)) +
  pick(roll, ['1', '12', '123', '99', '07', '2004', '1958', '1987', '2019', '2023!', '!', '69'])

/** Makers for plain words that are passwords and for the names of things that are none. */
export const TOLD: Record<string, (roll: Roll) => string> = {
  pinAny: roll => `${roll(10)}${roll(10)}${roll(10)}${roll(10)}${roll(6) === 0 ? `${roll(10)}${roll(10)}` : ''}`,
  plainEn: plain,
  nameEn: roll => pick(roll, NAMES_EN),
  phraseEn: roll => pick(roll, PAIRS_EN),
  phraseLow: roll =>
    `${pick(roll, WORDS_EN)} ${pick(roll, WORDS_EN)}${roll(2) === 0 ? ` ${pick(roll, WORDS_EN)}` : ''}`,
  sentenceEn: roll => pick(roll, SENTENCES_EN),
  dashedEn: roll => Array.from({ length: 3 + roll(2) }, () => pick(roll, WORDS_EN)).join('-'),
  gluedEn: glued,
  smash: roll => pick(roll, SMASHES),
  anyEn: roll => [plain, plain, plain, TOLD['nameEn'], glued, numbered, numbered][roll(7)]?.(roll) ?? '',
  romaji: roll =>
    pick(roll, ROMAJI) + (roll(4) === 0 ? pick(roll, ROMAJI) : roll(4) === 0 ? String(1 + roll(2020)) : ''),
  romajiCap: roll => capital(pick(roll, ROMAJI)),
  hira: roll => pick(roll, HIRA),
  kata: roll => pick(roll, KATA),
  kanji: roll => pick(roll, KANJI),
  jaMix: roll => pick(roll, JA_MIXED),
  anyJa: roll => [ROMAJI, ROMAJI, ROMAJI, HIRA, KATA, KANJI, WORDS_EN].map(words => pick(roll, words))[roll(7)] ?? '',
  service: roll => pick(roll, SERVICES),
  product: roll => pick(roll, PRODUCTS),
  place: roll => pick(roll, PLACES),
  person: roll => pick(roll, PERSONS),
  weekday: roll => pick(roll, DAYS),
  month: roll => pick(roll, MONTHS),
}
