import metaphone from 'talisman/phonetics/metaphone.js';
import { areNicknames } from '../../shared/domain/matching/compare/nicknames.ts';
import { french, type Language } from '../../shared/domain/matching/language.ts';
import { remembered } from '../../shared/domain/matching/remembered.ts';
import type { Weights } from '../../shared/domain/matching/weights.ts';
import en from './en.v1.json' with { type: 'json' };

/** English names and streets, for the published data sets in that language. The hub never uses it. */
export const english: Language = {
  sound: remembered((name) => metaphone(name) || name),
  nicknames: areNicknames,
  isFirstName: () => false,
  isSurname: () => false,
  wayTypes: {
    words: new Set(
      'STREET ST ROAD RD DRIVE DR COURT CT CRESCENT CRES CLOSE CL LANE LN TERRACE TCE PARADE PDE CIRCUIT CCT PLACE PL AVENUE AVE WAY GROVE GR'.split(
        ' ',
      ),
    ),
    at: 'end',
  },
  linkWords: new Set(['THE', 'OF']),
  titles: french.titles,
};

/** Weights of the English sets, without anybody's names. */
export const englishWeights: Weights = en;
