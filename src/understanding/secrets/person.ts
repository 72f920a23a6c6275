import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'
import { isGivenName } from './given-name.ts'
import { japanesePersons } from './person-ja.ts'
import { usualness } from './usual.ts'

/** Who somebody is to the one who writes. */
const RELATIONS_EN =
  'mother|mom|mum|mam|father|dad|sister|brother|daughter|son|grandson|granddaughter|grandmother|grandma|nan|grandfather|grandpa|aunt|auntie|uncle|cousin|niece|nephew|wife|husband|partner|fiance|fiancee|girlfriend|boyfriend|ex|' +
  'friend|mate|neighbor|neighbour|colleague|coworker|co-worker|boss|manager|supervisor|assistant|roommate|flatmate|housemate|landlord|landlady|tenant|teacher|tutor|doctor|nurse|carer|caregiver|dentist|lawyer|solicitor|accountant|client|customer|coach|pastor|vicar|priest|employee|employer|buyer|seller|contact|stepdad|stepmom|stepson|stepdaughter|in-law|guy|man|woman|lady|bloke|person|victim|recipient|owner|student|classmate|teammate|accomplice|law|in law|mine|roomate|bf|gf|fella|babysitter|cleaner|plumber|caretaker|receptionist|bookkeeper|secretary|intern|trainer|officer|agent|detective|inspector|constable|sergeant|captain|nanny|nephew|pal|bestie|date|match'

/** A Latin given and family name; hyphens and initials inside. */
const NAME_EN =
  /[A-Z][a-z\u00df-\u024f'-]{1,15}(?: [A-Z]\.)?(?: (?:van|de|da|del|von|bin|al|O'|Mc)){0,2} ?(?:[A-Z][a-z\u00df-\u024f']{1,15}(?:[A-Z][a-z]{1,12})?(?:-[A-Z][a-z]{1,15})?)(?: [A-Z][a-z\u00df-\u024f]{1,15}(?:-[A-Z][a-z]{1,15})?)?/g
const COMMON =
  /^(?:I|I'm|I've|I'll|My|The|This|That|These|Those|It|It's|He|She|They|We|You|Your|His|Her|Their|Our|Not|No|Yes|And|But|Or|So|If|When|While|Then|Now|Also|Please|Help|Hello|Hi|Dear|Is|Was|Are|Were|Do|Does|Did|Can|Could|Should|Would|Will|Who|What|Where|Why|How|Just|Still|Only|After|Before|Since|Because|From|To|In|On|At|For|With|By|Of|Call|Called|Old|New|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|North|South|East|West|Saint|St|Great|United|San|Los|Las|Santa)$/
const THING =
  /(?:Amazon|Google|Apple|Discord|Telegram|Steam|Microsoft|Support|Team|Bank|Card|Service|Customer|Security|Account|Gift|Prime|Visa|Mastercard|Paypal|Coinbase|Binance|Unknown|Instagram|Facebook|Whatsapp|Crypto|Trading|Recovery|Cent(?:er|re)|Department|Ltd|Inc|Llc|Corp|Street|Road|Lane|Avenue|Drive|Court|Close|Store|Park|House|Hall|School|College|University|Hospital|Police|Office|Post|Royal|Mail|Fraud|Action|Trust|Safety|Wallet|Ledger|Phone|Galaxy|Pixel|Windows|Chrome|Android|Express|Fargo|Chase|Barclays|Lloyds|Santander|Monzo|Revolut|Union|Pay|Cash|App|Play|Game|Games|Market|Marketplace|Nitro|Premium|Authenticator|City|Town|County|Island|Beach|Kingdom|States|America|Britain|England|London|York|Francisco|Angeles|Japan|China|India|Tokyo|Osaka|Home|Depot|Best|Buy|Netflix|Uber|Zelle|Venmo|Western|Money|Order|Number|Code|Sort|Date|Birth|National|Insurance|Social|Medicare|Credit|Debit|Line|Live|Nation|Direct|Group|Trustee|Council|Embassy|Airlines?|Airways|Railway|Hotel|Bar|Club|Church|Defender|Edge|Photos|Messenger|Business|Suite|Manager|Studio|Warning|Alert|Urgent|Squad|Flooring|Media|Fashion|Pro|Assist|Tab|Rail|District|Keynes|Clubcard|Impact|Ring|Legends|Stars?|Civil|Zealand|Lanka|Aires|Africa|Korea|Arabia|Foundation|Finance|Capital|Holdings|Partners|Solutions|Consulting|Logistics|Insurance|Airport|Station|Museum|Festival|Awards?|Cup|League|Series)s?$/
const RELATED_EN = new RegExp(
  `(?:\\b(?:my|our|his|her|their|your|the|a|an|this|that|some)(?: [a-z'-]{2,14}){0,2} (?:${RELATIONS_EN})(?:'s name)?(?:,| at [a-z ]{2,16},| from [a-z ]{2,16},)?|\\b(?:named|called|name is|name's|name was|i am|i'm|this is|aka|a/c name|payable to|made out to|addressed to|signed|sent to|paid)) ?["'(]?$`,
)
/** "… is my flatmate", "…, my aunt". */
const SAID_OF = new RegExp(
  `^(?:(?: is| was|,) (?:my|our|his|her|their|the|a|an)(?: [a-z'-]{2,14}){0,2} (?:${RELATIONS_EN})\\b| is (?:his|her|their) name| from (?:my|our|work|payroll|school|accounts|hr|it|the office)\\b|,? who\\b)`,
)
/** Behind these a name in capitals stands on a card or a transfer. */
const ON_CARD =
  /(?:name (?:as )?on (?:the )?card:?|cardholder:?|account name:?|payee:?|beneficiary:?|sent [^\n]{1,16} to) ?$/
const CARD_NAME =
  /(?:(?:MR|MRS|MS|MISS|DR|Mr|Mrs|Ms|Miss|Dr)\.? )?(?:[A-Z]\.? ){0,2}[A-Z]{2,16}(?: [A-Z]{2,16})?(?![A-Za-z])/g
/** "Mr A Pellow" */
const TITLED = /\b(?:Mr|Mrs|Ms|Miss|Dr)\.? ([A-Z]\.? ){1,2}([A-Z][a-z]{2,15})/g
const ROLE_WORD =
  /^(?:Student|Pupil|Teacher|Officer|Agent|Detective|Inspector|Sergeant|Captain|Neighbou?r|Roomm?ate|Flatmate|Housemate|Landlord|Landlady|Manager|Colleague|Cousin|Uncle|Aunt|Auntie|Nephew|Niece|Nurse|Carer|Doctor|Coach|Professor)$/
/** Behind the name of a firm. */
const COMPANY = /^,? (?:LLC|Ltd|Inc|GmbH|PLC|Corp|Co\.|& )/
/** What stands behind or before the name of somebody who did something. */
const DID =
  /^(?:,|\.|'s\b| (?:and|who|from|at|did|does|do|has|had|have|is|was|got|gets|gave|took|takes|used|uses|logged|logs|reset|changed|knows?|knew|sent|sends|sold|said|says|told|called|calls|asked|read|reads|opened|made|makes|posted|ran|tried|works?|worked|lives?|lived|admitted|stole|wrote|keeps?|kept|saw|sees|set|came|comes|went|left|borrowed|installed|claims?|claimed|pretended|messaged|texted|emailed|added|blocked|owes|paid|bought)\b|$|\n)/
const WHOM =
  /(?:\b(?:by|with|it's|it was|it is|was|is|named|to|from|for|and|ex|told|gave|by|because|so|that|think|guess|like|called|mr|mrs|ms|miss|dr)|[,(:"'-]) ?$/

/** Two words hardly ever met where nothing private is told, which did something or were dealt with. */
function isSomebody(lower: string, start: number, end: number, words: readonly string[]): boolean {
  if (words.length !== 2 || words[1]?.endsWith("'")) return false
  const gap = start + (words[0]?.length ?? 0)
  const isRare = usualness(lower, start, gap) <= 1 && usualness(lower, gap + 1, end) <= 1
  return (
    isRare &&
    DID.test(lower.slice(end, end + 14)) &&
    (WHOM.test(lower.slice(Math.max(0, start - 12), start)) || /^ (?!and|from|at)/.test(lower.slice(end, end + 6)))
  )
}

/** A role without an article, as reports begin. */
const ROLE =
  /(?:^|[.!?,:;(]\s|["'])(?:old |former |ex |ex-)?(?:student|pupil|teacher|tutor|officer|agent|detective|inspector|neighbou?r|roomm?ate|flatmate|housemate|landlord|landlady|manager|colleague|coworker|cousin|uncle|aunt|auntie|nephew|niece|ex|boss|mate of mine|friend|buddy|nurse|carer|doctor)(?: \([a-z ]{2,12}\))? ?["'(]?$/
/** What else is called something. */
const THING_CALLED =
  /\b(?:app|thing|business|accounts?|webhook|game|site|website|page|group|server|company|shop|store|file|folder|program|extension|token|coin|channel|bot|fund|platform|exchange|firm|project|band|show|song|movie|book|place|street|road|town)\b[^.!?]{0,16}(?:called|named)[ "'(]*$/
const OWNED_EN =
  /^(?:'s|,|\)| -)? ?(?:\(|(?:her|his|their|with|on|at|and|who|lives|whose|the|cell|mobile|phone|number|email|e-mail|address|is|tel|contact|,|:|-|–) ?){0,4}$/

/** Names of persons that stand beside whose they are, or beside the number, mail or address that belongs to them. */
export function persons(folded: Folded, contacts: readonly Finding[]): Finding[] {
  const found: Finding[] = []
  const starts = Int32Array.from(contacts.map(({ start }) => start)).sort()
  for (const match of folded.text.matchAll(NAME_EN)) {
    const words = match[0].split(' ')
    let start = match.index
    while (words.length > 0 && COMMON.test(words[0] ?? '')) start += (words.shift()?.length ?? 0) + 1
    const end = match.index + match[0].length
    const isRole = words.length > 2 && ROLE_WORD.test(words[0] ?? '')
    if (isRole) start += (words.shift()?.length ?? 0) + 1
    if (
      words.length < 2 ||
      COMPANY.test(folded.text.slice(end, end + 8)) ||
      words.some(word => COMMON.test(word) || THING.test(word))
    )
      continue
    const before = folded.lower.slice(Math.max(0, start - 60), start)
    const next = starts.find(at => at >= end && at - end <= 30)
    const owns = next !== undefined && OWNED_EN.test(folded.lower.slice(end, next))
    const isSaidOf = SAID_OF.test(folded.lower.slice(end, end + 50))
    const isRelated = isRole || ((RELATED_EN.test(before) || ROLE.test(before)) && !THING_CALLED.test(before))
    if (owns || isSaidOf || isRelated || isGivenName(words) || isSomebody(folded.lower, start, end, words))
      found.push(finding('name', start, end, 35))
  }
  for (const match of folded.text.matchAll(TITLED))
    found.push(finding('name', match.index, match.index + match[0].length, 35))
  for (const match of folded.text.matchAll(CARD_NAME)) {
    const end = match.index + match[0].length
    if (match[0].includes(' ') && ON_CARD.test(folded.lower.slice(Math.max(0, match.index - 40), match.index)))
      found.push(finding('name', match.index, end, 35))
  }
  return [...found, ...japanesePersons(folded, starts)]
}
