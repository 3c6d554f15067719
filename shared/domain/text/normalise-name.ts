/**
 * A name as it is compared: upper case, without accents; hyphens, apostrophes and repeated spaces become one space. Letters of other
 * scripts stay as they are: a name compares with itself, however it is written.
 *
 * @example normaliseName('Léa-Marie d’Aubigné') // 'LEA MARIE D AUBIGNE'
 * normaliseName('Łukasz Đặng') // 'LUKASZ DANG'
 */
export const normaliseName = (name: string): string =>
  ASCII.test(name)
    ? name
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, ' ')
        .trim()
    : name
        .normalize('NFD')
        // Accents of letters that French, Greek or Cyrillic use; the vowel signs of other scripts are letters.
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/[^\p{ASCII}]/gu, (letter) => plainLetters[letter] ?? letter)
        .toUpperCase()
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
        .normalize('NFC')
        .trim();

const ASCII = /^[\0-\x7f]*$/;

/** Latin letters that no accent makes. */
const plainLetters: Readonly<Record<string, string>> = {
  œ: 'OE',
  Œ: 'OE',
  æ: 'AE',
  Æ: 'AE',
  ø: 'O',
  Ø: 'O',
  ł: 'L',
  Ł: 'L',
  đ: 'D',
  Đ: 'D',
  ð: 'D',
  Ð: 'D',
  þ: 'TH',
  Þ: 'TH',
  ß: 'SS',
  ẞ: 'SS',
  ı: 'I',
  ħ: 'H',
  Ħ: 'H',
  ŋ: 'N',
  Ŋ: 'N',
  ə: 'E',
  Ə: 'E',
  º: '',
  ª: '',
};
