/** Luhn check, the last digit of cards and several national numbers. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    let digit = digits.charCodeAt(i) - 48
    if (double) digit = digit > 4 ? digit * 2 - 9 : digit * 2
    sum += digit
  }
  return sum % 10 === 0
}

/** Check digit of the Japanese Individual Number (My Number), 12 digits; source: MIC ordinance no. 85 of 2014, article 5. */
export function myNumber(digits: string): boolean {
  if (digits.length !== 12 || /^(\d)\1{11}$/.test(digits)) return false
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += (digits.charCodeAt(11 - n) - 48) * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return digits.charCodeAt(11) - 48 === (rest <= 1 ? 0 : 11 - rest)
}

/** IBAN check (ISO 13616, mod 97); spaces must be gone. */
export function iban(value: string): boolean {
  if (value.length < 15 || value.length > 34) return false
  let rest = 0
  const turned = value.slice(4) + value.slice(0, 4)
  for (let i = 0; i < turned.length; i++) {
    const n = Number.parseInt(turned[i] ?? '', 36)
    if (Number.isNaN(n)) return false
    rest = (rest * (n > 9 ? 100 : 10) + n) % 97
  }
  return rest === 1
}

/** Singapore NRIC/FIN check letter. */
export function nric(value: string): boolean {
  const weights = [2, 7, 6, 5, 4, 3, 2]
  const first = value[0] ?? ''
  let sum = weights.reduce((all, weight, i) => all + weight * Number(value[i + 1]), 0)
  if (first === 'T' || first === 'G') sum += 4
  if (first === 'M') sum += 3
  const letters = first === 'S' || first === 'T' ? 'JZIHGFEDCBA' : first === 'M' ? 'XWUTRQPNJLK' : 'XWUTRQPMLKN'
  const at = first === 'M' ? 10 - (sum % 11) : sum % 11
  return letters[at] === value[8]
}

/** Taiwan national id (letter and nine digits). */
export function taiwanId(value: string): boolean {
  const code = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(value[0] ?? '') + 10
  let sum = Math.floor(code / 10) + (code % 10) * 9
  for (let i = 1; i <= 8; i++) sum += Number(value[i]) * (9 - i)
  return (sum + Number(value[9])) % 10 === 0
}

/** Chinese resident id (17 digits and a check sign), birth date included. */
export function chinaId(value: string): boolean {
  if (!date(value.slice(6, 10), value.slice(10, 12), value.slice(12, 14))) return false
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(value[i]) * (2 ** (17 - i) % 11)
  return '10X98765432'[sum % 11] === value[17]?.toUpperCase()
}

const VERHOEFF_D = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const VERHOEFF_P = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

/** Verhoeff check (Aadhaar). */
export function verhoeff(digits: string): boolean {
  let check = 0
  for (let i = 0; i < digits.length; i++) {
    const p = Number(VERHOEFF_P[i % 8]?.[Number(digits[digits.length - 1 - i])])
    check = Number(VERHOEFF_D[check]?.[p])
  }
  return check === 0
}

/** Brazilian CPF, eleven digits, the last two of them check digits. */
export function cpf(digits: string): boolean {
  if (/^(\d)\1{10}$/.test(digits)) return false
  const check = (size: number): number => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += (digits.charCodeAt(i) - 48) * (size + 1 - i)
    return sum % 11 < 2 ? 0 : 11 - (sum % 11)
  }
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10])
}

/** Hong Kong identity card: one or two letters, six digits, a check sign (brackets taken out). */
export function hongKongId(value: string): boolean {
  const signs = [...value.padStart(9, ' ')].map(sign => (sign === ' ' ? 36 : Number.parseInt(sign, 36)))
  return signs.reduce((sum, sign, i) => sum + sign * (9 - i), 0) % 11 === 0
}

/** Spanish DNI: eight digits and the letter they give. */
export function dni(value: string): boolean {
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(value.slice(0, 8)) % 23] === value[8]
}

/** French social security number with its key of two digits (Corsica counts as 19 and 18). */
export function nir(value: string): boolean {
  const body = value.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return 97 - (Number(body) % 97) === Number(value.slice(13))
}

/** True for a plausible calendar day of a living person. */
export function date(year: string, month: string, day: string): boolean {
  const y = Number(year)
  return y >= 1900 && y <= 2030 && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
}
