import type { Planted } from './planted.ts'
import { calm, of } from './unseen.ts'

/**
 * Written only to learn from, never measured: plain words, phrases and Japanese words that are passwords or answers, told the way
 * people tell them without calling them so, and the same kinds of words in talk of passwords where they are none.
 */
export const TOLD_WORDS: Planted[] = [
  ...of(
    'password',
    `I use {anyEn} for everything, always have
    we always used {anyEn} in our house, for every account
    I've used {anyEn} since I was at school
    everything I own is {anyEn}, the bank too
    it's {anyEn} on every site I have
    same word everywhere: {anyEn}
    the same one for all of them, {anyEn}
    it's just {anyEn}, nothing else after it
    honestly it was {anyEn}. I know.
    don't laugh but it's {anyEn}
    okay fine, {anyEn}. That's what it was.
    I'm ashamed to say it was {anyEn}
    mine is {anyEn} and my wife's is {anyEn}
    mine was {anyEn}, lower case
    it was {anyEn} with a capital letter
    {anyEn} with a capital at the start and an exclamation mark at the end
    {anyEn}, all small letters, no numbers
    {anyEn}, no spaces
    he asked what I type to get in and I told him {anyEn}
    she wanted the word I log in with so I said {anyEn}
    I told him it was {anyEn} and he thanked me
    I said "{anyEn}" out loud in the shop
    so I spelled it out for him, {anyEn}
    I typed {anyEn} into the page they sent
    I put {anyEn} in the box like they asked
    I wrote {anyEn} on the form
    they guessed {anyEn} straight away
    he guessed it, it's {anyEn}, he knows me too well
    my ex knows it's {anyEn}
    anyone who knows me could guess {anyEn}
    only my brother knew about {anyEn}
    he knew I use {anyEn} for the laptop
    it was on a sticky note: {anyEn}
    the sticky note said {anyEn}
    written in my notebook as {anyEn}
    last one I remember is {anyEn}
    the last thing I had was {anyEn} and that's rejected now
    I tried {anyEn} and {anyEn}, both wrong
    it says {anyEn} is wrong now
    {anyEn} doesn't work any more, I typed it ten times
    it used to be {anyEn} and now I can't get in
    before that it was {anyEn}
    I changed it from {anyEn} to {anyEn}
    changed it to {anyEn} last week, still got in
    my son set it to {anyEn} for me
    my grandson chose {anyEn} for me because I can remember it
    the thing to get in is {anyEn}
    the word that opens it is {anyEn}
    the magic word for the bank is {anyEn}
    my telephone banking word is {anyEn}
    security word: {anyEn}
    the memorable word is {anyEn} and he asked for the second letter
    memorable place {anyEn}, memorable date no idea
    our family safe word is {anyEn} and I told the caller
    first pet: {nameEn}
    my first pet was {nameEn} and yes I told them that
    they asked my first pet, I said {nameEn}
    they asked for my mother's maiden name, it's {nameEn}
    mother's maiden name {nameEn}, that's what they asked for
    my mum's name before she married was {nameEn} and they had it
    the answer is {anyEn}, the school I went to
    the answer to the security question was {anyEn}
    favourite food was {anyEn}, that's the answer I set
    favorite teacher? {nameEn}. They reset it with that.
    street I grew up on, {phraseEn}, that's the question they got right
    school: {phraseEn}. car: {phraseEn}. those are my answers
    I answered {anyEn} to the reset question years ago
    it asked my childhood nickname and I put {nameEn}
    hint was "dog", the dog is {nameEn}, you do the maths
    the hint says pet so obviously {nameEn}
    hint: "usual". so {anyEn}
    it's my dog's name, {nameEn}
    it's the cat, {nameEn}, plus nothing
    the dog's name, {nameEn}, and the whole street knows the dog
    I used my daughter's name, {nameEn}
    I used the kids' names: {gluedEn}
    kids' names stuck together, {gluedEn}
    my football team, {anyEn}, like half the town
    {anyEn}. Same on my mail, same on my bank.
    {anyEn} for the mail, {anyEn} for the bank, {anyEn} for the rest
    {anyEn}. ten years. never changed
    {anyEn} is what I use, is that bad
    is {anyEn} a bad one? it's what I have everywhere
    {anyEn} was in the leak, next to my mail
    the leak shows {anyEn} in plain text
    that site had me down as {anyEn}
    keyboard one: {smash}
    it's {smash}, the top row
    just {smash} because I'm lazy
    the router still has {smash}
    the wifi is {anyEn} and the whole building knows
    router login was admin and {anyEn}
    it's a phrase, {sentenceEn}
    my phrase is {sentenceEn}
    it's a sentence: {sentenceEn}
    master one for the vault: {sentenceEn}
    four words, {dashedEn}
    mine's {dashedEn} like the comic says
    mine is '{sentenceEn}' and I read it aloud on a call
    I said {phraseEn}, two words with a space
    two words, {phraseEn}
    {phraseEn} with the space in the middle
    You wanted to know: {anyEn}.
    you asked what I had. {anyEn}.
    the one on Steam is {anyEn}, the one on Discord is {anyEn}
    on the old laptop it's {anyEn}
    my gran's is {nameEn}, after her sister
    mum uses {anyEn} for all of it
    dad's was literally {anyEn}
    he typed {anyEn} and was in
    she typed in {anyEn} right in front of me and it opened
    first try, {anyEn}, and they were in
    it opened with {anyEn}
    phone unlocks with {anyEn}
    our shared notes are locked with {anyEn}
    the zip is locked with {anyEn}
    it's {anyEn} backwards
    {anyEn} spelled with a zero
    starts with a capital, {nameEn}
    I logged in with {anyEn} on the fake page
    fake site, typed my mail and {anyEn}, pressed enter
    email and {anyEn}, that's all it asked
    user was my name, the other one {anyEn}
    service: Outlook\\nlast one used: {anyEn}
    1. Gmail 2. {anyEn} 3. yesterday
    what it was: {anyEn}
    was: {anyEn} now: {anyEn}
    old {anyEn} new {anyEn}
    lo que usaba era {anyEn} en todo
    siempre uso {anyEn} en todas partes
    c'était {anyEn} partout, je sais
    mein Kennwort war {anyEn}
    la clave era {anyEn}
    a senha era {anyEn}
    le code du wifi c'est {anyEn}
    I always go with {anyEn} because I forget things
    whenever a site asks I just put {anyEn}
    for years it's been {anyEn}
    it's been {anyEn} since the kids were small
    never anything else than {anyEn}
    been using {anyEn} on the old forum too
    the one that leaked, {anyEn}, was also on my mail
    that was {anyEn}, before that {anyEn}
    I think it was either {anyEn} or {anyEn}
    not sure if {anyEn} or {anyEn}, one opens it
    tried {nameEn}, {nameEn} and {nameEn}, nothing
    something like {anyEn}
    it was something with {anyEn} in it, {anyEn} I believe
    ok promise not to judge: {anyEn}
    go ahead and laugh, {anyEn}
    yes I know it's weak: {anyEn}
    I know, I know, {anyEn}
    you'll hate this, it's {anyEn}
    sorry for the language, it's {anyEn}
    embarrassing, but {anyEn}
    pathetic I know. {anyEn}.
    {anyEn}, that's the lot
    {anyEn}. There, I said it.
    {anyEn}! that's it, that's the one
    the one they asked for is {anyEn}
    what I told them was {anyEn}
    he wanted me to say it letter by letter, it's {anyEn}
    he made me repeat it: {anyEn}
    "go on, what is it" "{anyEn}" and he wrote it down
    "And the password?" "{anyEn}." That was all.
    "it's {anyEn}, like the film" is what I said
    I even said "it's {nameEn}, like the singer"
    she heard me say {anyEn} on the phone
    he read it over my shoulder, {anyEn}
    they saw me type it, {anyEn}
    the camera behind me saw {anyEn}
    I whispered {anyEn} to her in class
    gave my mate {anyEn} so he could play
    my ex still has {anyEn}
    my flatmate was told {anyEn} once
    my kid shouted {anyEn} across the room
    I streamed with {anyEn} on screen
    posted a photo with {anyEn} on the whiteboard
    there's a label under the keyboard that says {anyEn}
    back of the diary: {anyEn}
    in my phone notes it says {anyEn}
    spreadsheet row: Netflix / {anyEn}
    Netflix {anyEn}, Amazon {anyEn}, bank the same
    it's the name of our boat, {phraseEn}
    it's our house name, {phraseEn}
    it's my old school, {phraseEn}
    it's the band, {phraseEn}
    it's where we honeymooned, {nameEn}
    our wedding place, {phraseEn}
    name of the village, {nameEn}
    grandad's regiment, {phraseEn}
    the teacher was {nameEn}, that's the answer on file
    first car was a {phraseEn}, they asked that
    first car? {phraseEn}. Best friend? {nameEn}. I thought it was a chat.
    one of those quizzes, "your first pet plus your street", and I wrote {phraseEn}
    quiz on facebook: first pet {nameEn}, first street {phraseEn}
    my answers were {nameEn}, {phraseEn} and {nameEn}
    the reset asked for a name and {nameEn} was enough
    he got in with her birthday and {nameEn}
    they got through security with {nameEn}
    mother's maiden name, which they asked, {nameEn}, is on facebook
    her maiden name is {nameEn} and anybody can look it up
    secret word {anyEn} and the callback number
    telephone password {anyEn}
    the bank's word for me is {anyEn}
    she asked for the memorable word so: {anyEn}
    verbal password is {anyEn}
    safe word {anyEn}, my son chose it
    hint is my team, so {anyEn}
    the hint gives it away, {anyEn}
    with a 1 at the end, {anyEn}1
    {nameEn} with a 3 instead of the e
    no capitals: {anyEn}
    it's one word: {gluedEn}
    both our names, {gluedEn}
    {gluedEn}, all one word
    {anyEn} with nothing behind it
    master is {sentenceEn}
    vault phrase: '{sentenceEn}'
    the passphrase goes {sentenceEn}
    a line from a song, {sentenceEn}
    long one: {dashedEn}
    it was {phraseLow}, with the spaces
    I think it is {phraseLow}
    ich nehme immer {anyEn}
    uso sempre {anyEn}`,
  ),
  ...of(
    'password',
    `ずっと{anyJa}を使っていました
    どこでも{anyJa}です
    全部{anyJa}で登録してます
    どのサイトも{anyJa}にしてました
    いつも{anyJa}にしてる
    いつもの{anyJa}で入ろうとしたら違うって出ます
    {anyJa}を使い回してました
    {anyJa}です。全部同じです
    {anyJa}でした。10年変えてません
    恥ずかしいけど{anyJa}です
    笑わないでください、{anyJa}です
    単純に{anyJa}でした
    ふつうに{anyJa}。すみません
    あの、{anyJa}です。ひらがなで
    全部小文字で{romaji}です
    最初だけ大文字で{romajiCap}でした
    ローマ字で{romaji}にしてました
    ひらがなで{hira}と入れてました
    カタカナで{kata}と入れると開きます
    漢字で{kanji}です
    スペースなしで{romaji}
    {romaji}って打つと入れました
    {anyJa}と打っても入れません
    {anyJa}を入れても違いますって言われる
    {anyJa}で入れてたのに今日から入れない
    最後に覚えてるのは{anyJa}です
    思い出せるのは{anyJa}か{anyJa}
    前は{anyJa}、今は{anyJa}です
    昔は{anyJa}だったんですけど途中から{anyJa}にしました
    {anyJa}から{anyJa}に変えました
    {anyJa}に変えたばかりなのに
    最初に渡された{romaji}のままでした
    初期設定の{romaji}から変えてません
    入るときの言葉は{anyJa}です
    入るための言葉は{anyJa}
    開くときは{anyJa}です
    ロックは{anyJa}で開きます
    合言葉は{anyJa}でした
    家族の合言葉{anyJa}を言ってしまいました
    合言葉の{anyJa}まで教えました
    銀行の合言葉が{anyJa}で
    答えは{anyJa}です
    答えを{anyJa}にしてました
    秘密の質問の答えは{anyJa}にしてあります
    質問がペットの名前で{kata}にしてた
    ペットの名前を聞かれて{kata}と答えました
    初めて飼った犬は{kata}です、それが答えです
    母の旧姓は{kanji}です、それを聞かれました
    旧姓の{kanji}と答えたら通ってしまって
    出身小学校は{kanji}小学校と登録してました
    生まれた町で{kanji}と入れてます
    好きな食べ物は{anyJa}って設定してた
    犬の名前の{kata}です
    犬の名前で{romaji}にしてました
    猫の名前そのままで{anyJa}
    うちの猫の{kata}です。みんな知ってます
    孫の名前の{hira}をそのまま使ってます
    孫が{hira}にしてくれました
    娘の名前で{romaji}です
    主人の名前の{hira}です
    推しの名前の{anyJa}にしてたから当てられた
    好きなバンドの{anyJa}です。誰でも当てられます
    船の名前の{jaMix}にしてました
    ゲームのキャラの{kata}にしてた
    店の名前の{anyJa}のままです
    {anyJa}なんて誰でも当てられますよね
    元カレは{anyJa}だと知ってます
    友達には{anyJa}だと言ってありました
    電話で{anyJa}と答えました
    電話の人に「{anyJa}」と言ってしまいました
    「{anyJa}です」と言ったら「ありがとうございます」と言われて
    聞かれたので{anyJa}って答えちゃった
    なんて入れてるのと聞かれて{anyJa}と
    偽ページに{anyJa}と打ち込みました
    偽のサイトでメールと{romaji}を入れました
    {anyJa}って入力して送信しちゃった
    付箋に{anyJa}と書いて貼ってました
    手帳に{anyJa}と書いてます
    メモには{anyJa}とあります
    ヒントが犬だったので{kata}です
    ヒント:いつもの 答え:{anyJa}
    パソコンは{anyJa}、スマホは{anyJa}
    メールは{romaji}、銀行は{romaji}
    メールのほうが{romaji}でショップのほうが{romaji}
    アマゾン→{romaji} 楽天→{romaji}
    いつもの→{romaji}
    今まで→{anyJa}、これから→{anyJa}
    1. Gmail 2. {romaji} 3. 昨日
    ①はい ②{romaji} ③昨日
    サービス:ヤフー\\n前の:{romaji}
    {romaji} これです
    {romaji} です。キーボードの横です
    {romaji}とかいう適当なやつでした
    {romaji}みたいな簡単なのにしてた私が悪い
    {romaji}っていうのを全部で
    つまり{romaji}です
    誰にも言ってないのに、{romaji}
    {romaji}ってそんなに弱いですか
    流出リストに{romaji}って載ってました
    うちのwifiは{romaji}です
    ルーターは{romaji}のまま
    zipは{romaji}で開きます
    グループに{romaji}って誤爆しました
    間違えて{romaji}とみんなのところに送った
    さいしょに設定した{romaji}
    ぱすわーどは{anyJa}
    ぱすわあど {hira}
    パスは{anyJa}、ダサいけど
    パスワードは確か{anyJa}
    パスワード?{anyJa}だよ
    パスワード、{anyJa}にしてた
    パスワードは最初{anyJa}で次{anyJa}
    母のパスワードはたぶん{hira}
    {hira}です、ひらがなのまま
    {kanji}です。好きな曲の名前です
    フレーズは{jaMix}です
    単語を並べて{dashedEn}にしました
    長いほうがいいと言うので{dashedEn}にしたのに
    英語の文で{phraseLow}、スペースあり
    スペース入りで{phraseLow}です
    とりあえず{anyJa}って入れてます
    面倒なので{anyJa}にしてます
    忘れるので全部{anyJa}です
    ここ何年も{anyJa}
    子どもが小さいときから{anyJa}です
    古い掲示板でも{romaji}を使ってました
    漏れたのは{romaji}で、メールも同じです
    その前は{anyJa}、さらに前は{anyJa}
    {anyJa}だったか{anyJa}だったか
    {romaji}、{romaji}、{romaji}どれもだめ
    思いつくのは{romaji} {romaji} {romaji}
    たしか{anyJa}みたいなやつ
    ほんとに単純で、{anyJa}
    怒らないで聞いてください、{anyJa}です
    情けないですが{anyJa}
    弱いのは分かってます、{anyJa}です
    {anyJa}。反省してます
    {anyJa}。それだけです
    {anyJa}、以上です
    あれです、{anyJa}
    ええと、{anyJa}でございます
    えーっと {romaji} です
    向こうに言ったのは{anyJa}です
    もう一度言ってと言われて{anyJa}と言いました
    一文字ずつ{anyJa}と伝えました
    「で、なんですか」「{anyJa}です」
    「{anyJa}、映画の」って言いました
    「{kata}です、犬の」と答えました
    電車の中で{anyJa}と声に出しました
    肩越しに{romaji}を見られた
    打つところを見られてました、{anyJa}です
    友達に{romaji}って教えました、ゲームのために
    元カノはまだ{romaji}を知ってます
    子どもが{anyJa}って大声で言った
    配信に{romaji}が映ってました
    ホワイトボードの{romaji}が写真に入ってた
    キーボードの裏に{romaji}
    スマホのメモに{anyJa}と残してました
    エクセルに ネトフリ {romaji} って
    ネトフリは{romaji}、アマゾンは{romaji}、銀行も同じ
    飼ってるインコの{kata}です
    昔の犬の{kata}
    店で出してる{kata}にしてました
    母校の{kanji}です
    住んでた町の{kanji}です
    新婚旅行の{kanji}です
    祖母の名前の{hira}です
    好きな歌手の{jaMix}です
    漫画の{kata}です
    恩師は{kanji}先生で、それが答えです
    最初の車は{kata}、それを聞かれました
    診断で「最初のペット」って聞かれて{kata}と書きました
    診断に{jaMix}とコメントしました、それが答えそのもの
    答えは{kata}と{kanji}と{kata}です
    再設定で名前を聞かれて{kata}だけで通りました
    誕生日と{kata}だけで入られました
    母の生年月日と{kanji}で入られました
    母の旧姓、{kanji}です、聞かれたのはそれ
    電話用の言葉は{anyJa}
    銀行に決めてある言葉が{anyJa}
    まもりことばは{hira}
    家で決めた言葉、{anyJa}
    ヒントでわかります、{kata}です
    {romaji}の最後に1
    {romaji}に数字なし
    {hira}をローマ字にした{romaji}です
    {hira}をローマ字で{romaji}
    名前をくっつけて{romaji}
    {romaji}で一語です
    漢字のまま{kanji}と入れてた
    長い文です、{jaMix}
    会社で配られた{romaji}から変えてません
    みんな{romaji}です、うちの会社
    先生に渡された{romaji}のまま
    ゲームは{romaji}で、うちのネットも{romaji}
    フリマのほうは{romaji}、漏れたのは{romaji}
    パスワード→{romaji}→駄目→{romaji}→入れた
    最後に!をつけて{romaji}!
    わたしが{romaji}を使い回してるのを知ってる人
    知ってるのは妹だけです、{romaji}
    {romaji}と入れると言っています
    {hira}と入れていたそうです
    父は{hira}にしていました
    聞かれたことに答えます。{anyJa}です。
    どんなのかというと、{anyJa}です`,
  ),
]

/** Numbers that open something, told in passing. */
export const TOLD_NUMBERS: Planted[] = [
  ...of(
    'pin',
    `my phone opens with {pinAny}
    phone is {pinAny}, tablet is {pinAny}
    it's {pinAny}, my birthday
    it's {pinAny}, the year we married
    {pinAny}. My wife's birthday, I know
    it was {pinAny}, straight down the middle
    he watched me press {pinAny}
    he saw me put in {pinAny} at the till
    she stood behind me when I typed {pinAny}
    the safe is {pinAny} too
    the key safe outside is {pinAny} and the carer knew it
    the alarm is the same as my phone, {pinAny}
    the gate is {pinAny}, same as my card
    same four digits everywhere, {pinAny}
    four digits, {pinAny}, for the card and the phone
    the card one is {pinAny}
    I told the nice man {pinAny}
    I told her {pinAny} and she wrote it down
    I gave him {pinAny} because he was from the bank
    he asked for the four digits so I said {pinAny}
    I said {pinAny} out loud
    voicemail still had {pinAny}
    the SIM still has {pinAny}
    last four of my army number, {pinAny}
    my card, and yes the number is {pinAny}
    {pinAny} like the battle
    {pinAny} because it's easy to remember
    my kid unlocks it with {pinAny}
    the tablet lock is {pinAny}, no letters
    combination is {pinAny}
    the vault app opens with {pinAny}
    the little machine showed {otp} and I read it out
    the number that came was {otp}
    text had {otp} in it and I passed it on
    I tapped in {otp} like he said
    he said read it, so {otp}
    so I told him, {otp}, and he hung up
    it was {otp}, then another one, {otp}
    "what does it say" "{otp}" and that was that
    Me: {otp}
    me: {otp}\nhim: thanks
    first {otp} then {otp} then my account was gone
    I replied with {otp}
    スマホのロックは{pinAny}です
    タブレットのロックが{pinAny}で、勝手に開けられました
    {pinAny}で開きます
    {pinAny}です、誕生日なので
    {pinAny}。結婚記念日です
    誕生日の{pinAny}にしてました
    娘の誕生日で{pinAny}です
    車のナンバーの{pinAny}です
    {pinAny}にしてたので当てられました
    {pinAny}を逆にしただけです
    誕生日を逆にした{pinAny}です
    推しの誕生日の{pinAny}
    電話番号の下から{pinAny}にしています
    キャッシュカードは{pinAny}です
    カードの四桁は{pinAny}です
    四桁の{pinAny}も言いました
    {pinAny}と押しているのを見られました
    後ろから{pinAny}を見られました
    画面を見られて、{pinAny}です
    金庫も{pinAny}です
    キーボックスは{pinAny}です
    玄関も{pinAny}にしてる
    どれも{pinAny}です
    ぜんぶ{pinAny}にしてます
    いつもの{pinAny}です
    語呂合わせで{pinAny}
    覚えやすいので{pinAny}にしました
    留守電は{pinAny}のままです
    初期の{pinAny}のまま変えてません
    聞かれたので{pinAny}と答えました
    正直に{pinAny}ですと言いました
    {pinAny}を知ってるのは夫だけです
    届いた数字、{otp}を読みました
    {otp}って来たのでそのまま言いました
    {otp}を教えて、次の{otp}も教えました
    私:{otp}
    「なんて書いてある?」「{otp}」
    画面に出た{otp}を伝えました
    se lo dije, {otp}
    mon code c'est {pinAny}
    il codice era {otp}
    der Code war {otp}
    mijn pincode is {pinAny}`,
  ),
]

/** Numbers that open nothing. */
export const CALM_NUMBERS: string[] = calm(`it was {year} when I opened it
  since {year}, never a problem
  I have had it since {year}
  I was born in {year}
  it is {last4} miles away
  my house number is {small}
  I live at number {small}
  the bus {small} was late
  they took {usdPlain} and then {usdPlain}
  they took {usdPlain} at once
  he wanted {usdPlain} more
  it costs {usdPlain}
  I have {count} followers
  I had {count} points on it
  {count} mails since yesterday
  ref {refPlain} from the police
  my case is {refPlain}
  order {refPlain} never came
  flight {flight} on {md}
  channel {small}, question {small}
  room {small} on floor {small}
  level {small}, {count} hours played
  iPhone {small}, iOS {ver}
  Windows {small}
  version {ver}
  error {err}
  it says {err} when I try
  it showed {err} and closed
  the screen said error {err}
  block number {last4}
  extension {last4}
  ext. {small}
  the card ending {last4} was used
  the card ending in {last4} is blocked
  last four are {last4}
  the number ends with {last4}
  the caller's number ended in {last4}
  text from {last4} (short code)
  a text from 6{last4}
  at {time} the first, at {time} the second
  {small} out of {small}
  page {small}
  season {small} of the game
  I am {small} years old
  {count} yen
  rating {count} in ranked
  model {model}
  {year}年に作りました
  {year}年からです
  {year}年生まれです
  {yenPlain}円取られました
  {yenPlain}円です
  {count}通来ました
  {count}時間遊びました
  受付は{refPlain}です
  注文は{refPlain}です
  {err}と出ます
  エラーは{err}です
  {err}って出て入れません
  下4桁は{last4}です
  末尾{last4}のカードです
  {last4}で終わる番号から電話
  番号は{last4}で終わってました
  内線{last4}です
  部屋は{small}号室
  {small}階です
  {small}歳です
  {small}回試しました
  {small}人に送られました
  {md}の{time}です
  {md}に気づきました
  バージョンは{ver}
  iOS{small}です
  レベル{small}で{count}時間
  順位は{count}です
  フォロワー{count}
  ポイントが{count}減った
  {flight}に乗ります
  支店は{small}番です`)

/** Words beside talk of passwords that are none. */
export const CALM_WORDS: string[] = calm(`I changed my password from {service} already
  is {service} safe for passwords
  I keep my passwords in {service}
  does {service} store what I type
  I reset it through {service} support
  I use {service} for everything, mail and photos and all
  I use {service} on my phone and on my laptop
  I always use {service} to pay
  same login on {service} and {service}
  I signed in with {service}, never with a password
  they got into my {service} and my {service}
  {service} says someone tried my password from {place}
  login from {place} at night, not me
  someone in {place} guessed my password
  the login came from {place}, I live in {place}
  I grew up in a small town and the caller knew
  my dog was barking the whole time he asked for the code
  our dog ate the sticky note
  my cat walked over the keyboard
  my daughter {person} called me and said don't
  the caller said his name was {person}
  he called himself {person} from support
  {person} from the bank asked for my password and I hung up
  my brother told me to use a longer one
  I never use words, only random letters
  it was a random one, {service} made it
  the password was long and random, I never typed it anywhere else
  I had a strong one, sixteen characters, letters and signs
  it was a flower and a year, I don't want to say which
  it was my dog's name, I've changed it since
  I used the name of my old school, never again
  I won't write it here but it was a place
  should I tell you what it was?
  do you need to know the password? I'd rather not say
  what makes a good password, a sentence or a word?
  is a sentence better than a word with a capital?
  my security question was about my first car, I changed it
  they asked my mother's maiden name and I refused
  I answered none of the questions
  the answer was rejected every time
  the hint is no help
  it says wrong password whatever I type
  I typed it right, caps lock was off
  Caps Lock was on, sorry
  I typed it on the {product} and it failed
  I play {product} with the same account
  they took my {product} skins and my {product}
  I bought a {product} last week
  the page looked like {service} but the spelling was off
  the mail was signed {service} and asked me to type my password
  it used to be free and now {service} wants money
  it used to be easy to get in
  it was {weekday} when I changed it
  it was {weekday} evening, I was tired
  I remember it was raining
  it was in {month} that I last changed it
  last one I got was on {weekday}
  the last one was from {service}
  the old one was stolen so I bought a {product}
  mine is a {product}, hers is a {product}
  mine is with {service}
  mine was opened in {month}
  he knew my name and my street
  he knew I bank with {service}
  she knows I live in {place}
  I told him I was busy
  I told her to call back on {weekday}
  I said no, then I said maybe
  I said "who are you" and he laughed
  he said "trust me" and I did
  she said "press yes" so I pressed
  it said "try again later"
  the box said "remember me"
  the screen said "Verified by {service}"
  everything is gone, photos, contacts, mail
  everything else is fine
  for everything else I use {service}
  all of them are from {place}
  all my accounts are linked to {service}
  the word they used was "urgent"
  the word "compromised" scares me
  the phrase "final notice" was in red
  I wrote to {service} and they answered in {month}
  I wrote it down on paper and burned it
  I wrote "stop" and he stopped
  I put the phone down
  I put it in the drawer
  I entered the building
  I guess {service} is to blame
  my guess is {place}
  I tried {service} and {service}, both say wait
  tried Chrome, tried Firefox, same page
  I unlocked it with my thumb
  the lock on the door is broken too
  the router is from {service}, the cable guy set it up
  the wifi at {place} station was free
  our router is a {product}
  master key is with the landlord
  two words: thank you
  in one word: stupid
  the letter came on {weekday}
  notebook was in my bag, {product} too
  question: does {service} call people?
  answer me please
  Question 2: no. Question 3: {service}
  my answers were all lies
  I gave nonsense answers
  I said mind your own business
  I said something rude and hung up
  he said spell it and I said no
  she asked which pet and I said none
  it's {weekday} today and still no answer
  it's the {product}, not the phone
  it's my {service} that's gone
  it's {service}, isn't it
  the hamster is fine
  the band played in {place}
  our boat is in {place}
  my old school is in {place}
  the village is near {place}
  we honeymooned in {place}
  my team lost again
  embarrassing, but I clicked
  go ahead and laugh, I clicked twice
  I know, I know, never click
  that was {weekday}, before that nothing
  either {service} or {service} leaked it
  leaked by {service} in {month}
  the one that leaked was {service}
  never anything else than {service}
  whenever a site asks I click accept
  the sticker on the {product} is gone
  photo of the whiteboard with {person} on it
  log: login from {place} via {product}
  login history: {place}, {place}, {place}
  {month} 17 {place} {product}
  device list: {product}, {product}, unknown
  fridge note: dentist on {weekday}, bins on {weekday}
  8 characters minimum
  it said "at least one capital letter"
  it says "must contain a number"
  the rule was one capital, one number, one sign
  Passwort geändert, was jetzt
  ich habe nichts gesagt
  no dije nada a nadie
  je n'ai rien donné`)

/** The same in Japanese. */
export const CALM_WORDS_JA: string[] = calm(`{service}は使い回してません
  いつも{service}を使っています
  いつも{service}でログインしてます
  パスワードは{service}に保存してます
  {service}のパスワードを変えました
  {service}と{service}は同じパスワードでした
  {place}からログインがありました
  {place}からのログインは私じゃないです
  {person}さんから電話がありました
  {service}の人だと名乗りました
  {service}のサポートに聞いたら待ってと言われました
  パスワードは長いのにしてました
  パスワードは花の名前でした、もう変えました
  犬の名前にしてたのがいけなかったのかな
  秘密の質問は変えました
  秘密の質問の答えは忘れました
  合言葉は決めていません
  答えはまだ来ていません
  答えを知りたいです
  いつもの時間に電話が来ました
  いつもの店で買いました
  ずっと不安です
  ずっと眠れません
  前は大丈夫でした
  前は{place}に住んでいました
  昔は{service}を使っていました
  全部同じ日に起きました
  全部消えました
  全部{service}で買われました
  同じ人だと思います
  同じ手口です
  {product}を買われました
  {product}のデータが消えました
  {product}で遊んでいます
  {product}から入れません
  {product}に変えてから調子が悪い
  ロックがかかって入れません
  ロックを解除したいです
  入力したのはメールアドレスだけです
  入力してしまいました、どうしよう
  名前の欄が変わっていました
  名前を知られています
  登録は{month}です
  設定は何もいじってません
  設定を開くと{service}が出ます
  ひらがなで話してください
  漢字が苦手です
  英語でごめんなさい
  ローマ字の変なメールが来ました
  スペースキーが壊れています
  大文字のメールが来ました、件名が全部大文字です
  誕生日に届きました
  誕生日を聞かれたけど言いませんでした
  ペットの写真を送りました
  犬の散歩中に電話が来ました
  ヒントをください
  メモは捨てました
  付箋は剥がしました
  手帳は無事です
  単純な話です
  簡単に信じてしまいました
  恥ずかしいです
  ばれたら怒られる
  バレてますよね
  覚えてません
  覚えがありません
  たしか{weekday}です
  確か{month}でした
  最後に使ったのは{weekday}です
  「大丈夫です」と言ったら切れました
  「もう遅い」と言われました
  「{service}です」と電話が来ました
  「はい」と答えました
  「違います」と出ます
  「至急」と書いてありました
  聞かれたので「いいえ」と答えました
  {weekday}にログインできなくなりました
  {service}にメールしました
  {service}って安全ですか
  {service}とかいうサイトです
  {service}みたいなアプリでした
  流出したのは{service}のほうです
  うちのwifiは{service}です
  ルーターは{product}です
  今更ですが変えました
  今回が初めてです
  答えは全部うそにしてあります
  答えは言いませんでした
  秘密の質問は母の旧姓でした
  秘密の質問はペットの名前です
  合言葉を決めておけばよかった
  合言葉を決めておくべきですか
  合言葉は毎月変えています
  暗証番号を4桁で入れてと言われた
  8文字以上と出ました
  大文字を入れてくださいと出ます
  電話番号を入れてと言われました
  全部同じ人の声です
  全部同じ番号からです
  留守電が三件入っていました
  祖母の名前で届きました
  犬の名前を聞かれました
  好きな歌手のチケットです
  母校の先輩です
  新婚旅行の写真が消えました
  最初の車を売りました
  飼ってる犬が病気です
  ホワイトボードの写真を送りました
  配信に顔が映りました
  友達に{service}を教えました
  友達に教えてもらいました
  会社で配られた{product}です
  診断アプリの{service}です
  ええと、{service}です
  えーっと {product} です
  あれです、{service}
  漏れたのは{service}らしいです
  その前は{place}からでした
  どんなのかというと、長いのです
  情けないですが泣きました
  反省してます
  以上です
  それだけです
  {person}からです
  {service}は{month}、{service}は{month}
  {place}、{place}、{place}からです
  端末は{product}と{product}です
  明細に{service}とあります
  ヒントでわかりますか
  一文字ずつ打ってます
  ローマ字入力です
  漢字変換ができません`)
