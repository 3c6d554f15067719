/** A mutant that no specification saw: `line` is the whole line it is on, `at` that line's number. */
export type Survivor = {
  file: string;
  line: string;
  at: number;
  mutator: string;
  before: string;
  after: string;
};

/** Why mutants of one kind are not seen: of a file, or a folder, those for which `is` holds. */
type Family = { file: string; is: (survivor: Survivor) => boolean; why: string };

const onLine =
  (text: RegExp) =>
  ({ line }: Survivor): boolean =>
    text.test(line);

const families: readonly Family[] = [
  {
    file: '',
    is: ({ mutator, before, after, line }) =>
      mutator === 'EqualityOperator' &&
      /^[a-z.]+ [<>] [a-z.]+$/i.test(before) &&
      after === before.replace(/ ([<>]) /, ' $1= ') &&
      /\? -1|\? a : b/.test(line),
    why: 'Equivalent: two equal values in an order, or the later of two equal dates; either answer is the same one.',
  },
  {
    file: '',
    is: ({ mutator, before, line }) =>
      (mutator === 'StringLiteral' && before === "''" && line.includes("?? ''")) ||
      (mutator === 'LogicalOperator' && before.includes("?? ''")),
    why: 'A default that the types ask for and that cannot be met: what stands before `??` is always there by then.',
  },
  {
    file: '',
    is: ({ mutator, before, line }) =>
      mutator === 'StringLiteral' && before === "'|'" && line.includes('join('),
    why: 'The separator of a key that stays in memory: without it two keys could only collide for names nobody bears.',
  },
  {
    file: 'territory/table.ts',
    is: ({ before, line }) => before === "''" && /\[[^\]]*= ''/.test(line),
    why: 'A default that the types ask for and that cannot be met: each row of the table has its columns.',
  },
  {
    file: 'calendar/working-days.ts',
    is: onLine(/known|byYear\.set/),
    why: 'A memory of the years worked out: without it the answer is the same, and slower.',
  },
  {
    file: 'case/case-of.ts',
    is: onLine(/!first \|\| !last/),
    why: 'Equivalent: a list that has a first event has a last one; and the words of a programmer’s error.',
  },
  {
    file: 'case/case-of.ts',
    is: onLine(/due !== undefined/),
    why: 'Equivalent: a delay that is open has a last day; the test is for the types.',
  },
  {
    file: 'case/dwelling-of.ts',
    is: onLine(/known\?\.dwelling/),
    why: 'Equivalent: a case has at least one event; the question mark is for the types.',
  },
  {
    file: 'case/standing.ts',
    is: onLine(/const undone: string\[\] = \[\]|undone\.push/),
    why: 'Equivalent: the id of no event, among those that are taken away, takes nothing away.',
  },
  {
    file: 'case/standing.ts',
    is: onLine(/event\.etat === 'douteux' && !answered/),
    why: 'Equivalent: what is not in doubt is an answer, and answers its own cases; kept because it says whose doubt.',
  },
  {
    file: 'matching/compare/nicknames.ts',
    is: onLine(/^'[A-Z ]+',$/),
    why: 'A line of the list of forms of first names: a specification of each would be the list a second time; a sample is checked.',
  },
  {
    file: 'matching/remembered.ts',
    is: onLine(/MOST/),
    why: 'When the memory is emptied: the answers are the same, sooner or later.',
  },
  {
    file: 'matching/compare/',
    is: onLine(
      /forms\.set|texts\.set|if \(a === b\) return 'same'|if \(x === y\) return 'same'|a\.length === 1 && b\.length === 1|^a === b \|\|/,
    ),
    why: 'Equivalent: a shortcut or a memory, before a longer way to the same answer.',
  },
  {
    file: 'matching/compare/slips.ts',
    is: onLine(/damerau/),
    why: 'Equivalent: lengths that differ by more tell at once what the distance would.',
  },
  {
    file: 'matching/compare/compare.ts',
    is: onLine(/sortKey|textOf|texts\.get|x < y|pair !== first|pair\.points >= first/),
    why: 'Ties between pairs of persons as alike: any order will do that is the same both ways, which a property holds.',
  },
  {
    file: 'matching/compare/compare.ts',
    is: onLine(/surname === 'different' && firstName === 'different' && areInverted/),
    why: 'Equivalent but for speed: names that are inverted are different as they stand.',
  },
  {
    file: 'matching/compare/names.ts',
    is: onLine(
      /a\.length === 0 \|\| b\.length === 0|firstNames\.length > 0|x\?\.length|a\.length > 1 \|\| b\.length > 1/,
    ),
    why: 'Equivalent: an empty list has nothing to compare and gives no level by the longer way too.',
  },
  {
    file: 'matching/',
    is: ({ mutator }) => mutator === 'OptionalChaining',
    why: 'Equivalent: what the question mark guards is there; it is for the types.',
  },
  {
    file: 'matching/address-form.ts',
    is: ({ before, line }) => before === "' '" && line.includes('CEDEX'),
    why: 'Equivalent: what is taken out of a normalised street has a space on each side.',
  },
  {
    file: 'matching/block-keys.ts',
    is: onLine(/if \(sound\) add/),
    why: 'Equivalent: a key of which a part is missing is not added.',
  },
  {
    file: 'matching/block-keys.ts',
    is: ({ before, line }) => before === "'naissance'" && line.startsWith('const order'),
    why: 'Equivalent: the first of the order, and what is not in it, both come before the others.',
  },
  {
    file: 'matching/compare/addresses.ts',
    is: ({ after }) => after === '["Stryker was here"]',
    why: 'Equivalent: the invented level is none of those that are looked for.',
  },
  {
    file: 'matching/compare/nicknames.ts',
    is: ({ after, line }) => after === '["Stryker was here"]' && line.includes('groupsOf.get(a)'),
    why: 'Equivalent: the invented group has no first name.',
  },
  {
    file: 'matching/compare/compare.ts',
    is: onLine(/'etude-'/),
    why: 'Equivalent: any one word for the trade of all études will do.',
  },
  {
    file: 'matching/compare/names.ts',
    is: onLine(/Math\.min\(x\.length, y\.length\) >= 3 &&/),
    why: 'Equivalent on the names the model knows: none of two letters is borne by enough to be a first name, and a slip asks for four.',
  },
  {
    file: 'matching/compare/names.ts',
    is: onLine(/\[x = '', y = ''\]/),
    why: 'A default that the types ask for and that cannot be met: both lists have a first name by then.',
  },
  {
    file: 'matching/compare/names.ts',
    is: ({ before, line }) => before === "'different'" && line.includes("'second'"),
    why: 'Equivalent: the level of the two first names stands where the others say nothing.',
  },
  {
    file: 'matching/',
    is: ({ mutator, before }) =>
      mutator === 'EqualityOperator' && /0\.92$|BORNE$|policy\.review$|OTHER_PERSON$/.test(before),
    why: 'A bound that no measure falls on: weights and likenesses have many decimals, and at the score’s floor nothing is added.',
  },
  {
    file: 'matching/match.ts',
    is: onLine(/own: readonly string\[\] = \[\]|casesAtAddress: 0, truncated: false/),
    why: 'Equivalent: the invented case is distinct from none; a score reads no more of what was found than the cases.',
  },
  {
    file: 'matching/match.ts',
    is: onLine(/sizeOf\(joined\(\[known/),
    why: 'Equivalent: a shortcut; what repeats an event takes no weight from it and contradicts none.',
  },
  {
    file: 'matching/person-form.ts',
    is: onLine(/01-01\|12-31/),
    why: 'Equivalent: a date ends with its day, which the vocabulary holds.',
  },
  {
    file: 'matching/score.ts',
    is: ({ line, before }) =>
      /Object\.hasOwn\(levels, name\)|!pair \|\||field === 'surname' && level === 'same'/.test(line) ||
      before === "field === 'firstName'",
    why: 'Equivalent: the conditions after say as much (no name is shared below «same», no other field has these levels); the test is for the types.',
  },
  {
    file: 'matching/score.ts',
    is: ({ before, after }) => before === "field === 'address'" && after === 'true',
    why: 'Equivalent: no other field has the levels of an address.',
  },
  {
    file: 'matching/subject.ts',
    is: onLine(/event\.kind === '(impaye|surendettement)'/),
    why: 'Equivalent: other events do not have the field; the test is for the types.',
  },
  {
    file: 'matching/vetoes.ts',
    is: ({ line, before }) => /index \+ 1|^persons$/.test(before) || /^persons$|slice\(index/.test(line),
    why: 'Equivalent but for speed: whether two are namesakes is the same both ways, and nobody is their own.',
  },
  {
    file: 'matching/vetoes.ts',
    is: onLine(/^inverted === 'inverted'/),
    why: 'Equivalent: names that are inverted have no level of first name, which every veto of a surname asks for.',
  },
  {
    file: 'matching/decide.ts',
    is: ({ after }) => after === '["Stryker was here"]',
    why: 'Equivalent: the invented family is none that a rule asks for.',
  },
  {
    file: 'territory/table.ts',
    is: ({ before, line }) => before === "','" && line.startsWith('postcodes:'),
    why: 'Equivalent on today’s table: no commune of the département has two postal codes.',
  },
  {
    file: 'territory/table.ts',
    is: ({ before, after }) => before.includes('20_200') && after.includes('<='),
    why: 'Equivalent: 20200 is in the official table, and no longer guessed from its beginning.',
  },
  {
    file: 'territory/resolve.ts',
    is: ({ before, after }) => before === 'insee' && after === 'true',
    why: 'Equivalent: no commune has the code of nobody; the test is for the types.',
  },
  {
    file: 'territory/resolve.ts',
    is: onLine(/both\.length === 1|named\.every/),
    why: 'Equivalent on today’s table: no name, today’s or former, is borne by two communes of the département.',
  },
  {
    file: 'territory/resolve.ts',
    is: ({ mutator, before }) => mutator === 'Regex' && before === '/\\s+/g',
    why: 'Equivalent: spaces are taken out, one by one or together.',
  },
  {
    file: 'calendar/working-days.ts',
    is: onLine(/12 \* 3_600_000/),
    why: 'Equivalent in UTC and in Paris (read of every holiday, 2000–2099): noon matters where the clock goes back in April, as in Auckland.',
  },
  {
    file: 'case/plan.ts',
    is: onLine(/routableFrom === undefined/),
    why: 'Equivalent: a case is routable from a day when it has an arrondissement; the test is for the types.',
  },
  {
    file: 'delays/deadlines-of.ts',
    is: ({ after, before }) => after === '["Stryker was here"]' || before === "'apres'",
    why: 'Equivalent: the invented step is none that is looked for; a direction that is not «avant» is the other one.',
  },
  {
    file: 'delays/explain.ts',
    is: onLine(/^case 'enCours'/),
    why: 'Equivalent: what is under way has no outcome to tell, named or not.',
  },
  {
    file: 'delays/length.ts',
    is: ({ mutator }) => mutator === 'ArithmeticOperator',
    why: 'Equivalent: to multiply or to divide by 1 or -1 is the same.',
  },
  {
    file: 'delays/',
    is: onLine(
      /due [!=]== undefined|dette !== undefined|!counted \|\| !reported|outcome\.kind === 'satisfait'/,
    ),
    why: 'Equivalent: the other conditions of the line, or of those before, already say so; the test is for the types.',
  },
  {
    file: 'delays/deadlines-of.ts',
    is: onLine(/told\(a\)|told\(next\)|byDate\.values|\.filter\(since\)|satisfiedBy\)$|\.\.\.closingsOf/),
    why: 'Equivalent: marks come by date, and of two facts told on one day, the first by date stays first; only a hearing is told before its date.',
  },
  {
    file: 'delays/alerts.ts',
    is: onLine(/a\.day < b\.day|const own|const atDue|^own$/),
    why: 'Equivalent on today’s rules: each lists its alerts in the order of their days.',
  },
  {
    file: 'delays/alerts.ts',
    is: onLine(/outcome\.kind !== 'enCours'/),
    why: 'Equivalent on today’s rules: none that may be suspended has an alert at its start.',
  },
  {
    file: 'delays/explain.ts',
    is: onLine(/lengthBy === 'acte'/),
    why: 'Equivalent: an act’s own delay is of a day at least, by the vocabulary.',
  },
  {
    file: 'routing/facts.ts',
    is: onLine(/^case '/),
    why: 'Equivalent: a kind that tells nothing more gives no facts, whether it is named or falls through.',
  },
  {
    file: 'routing/',
    is: onLine(/answerBy !== undefined|event\.kind !== 'assignation'|event\.suites/),
    why: 'Equivalent: other events do not have the field, no date is before one that is not there; the test is for the types.',
  },
  {
    file: 'procedure/mark-titles.ts',
    is: () => true,
    why: 'Titles: no specification of this folder reads them. Those that docs/guides/echeances.md prints are held in that of delays.',
  },
  {
    file: 'procedure/situation.ts',
    is: onLine(
      /default:|event\.kind === 'impaye' \?|event\.kind !== 'accompagnement'|event\.bailleur\?|'motif' in event/,
    ),
    why: 'Equivalent: other kinds of events do not have the field, and give undefined by the longer way too.',
  },
  {
    file: 'procedure/marks-of.ts',
    is: ({ mutator }) => mutator === 'ArrayDeclaration',
    why: 'Equivalent: a default list whose invented member is no known step and has no date.',
  },
  {
    file: 'erasure/dates-said.ts',
    is: onLine(/\[year = '', month = '', day = ''\]/),
    why: 'A default that the types ask for and that cannot be met: a date has its three parts.',
  },
  {
    file: 'erasure/',
    is: ({ after, line }) => after === '["Stryker was here"]' || line.startsWith("return walk(value, '')"),
    why: 'Equivalent: the invented name, date or line is nobody’s; the name of the whole value is no field’s.',
  },
  {
    file: 'erasure/',
    is: ({ mutator, line }) =>
      /\[\[\{\]\//.test(line) || (mutator === 'BlockStatement' && line === '} catch {'),
    why: 'Equivalent: what is no JSON is read as it stands, after a longer way.',
  },
  {
    file: 'erasure/texts.ts',
    is: onLine(/name !== ''/),
    why: 'Equivalent: no text holds nobody’s name.',
  },
  {
    file: 'retention/term.ts',
    is: onLine(/default:|return 'sansSuite'/),
    why: 'Equivalent: a case is closed at one of the five ends; the rest is for the types.',
  },
  {
    file: 'retention/term.ts',
    is: ({ before }) => before === '({ date }) => date',
    why: 'Equivalent on today’s rules: the only facts to come are hearings, and a delay ends on their day.',
  },
  {
    file: 'flags/',
    is: onLine(/due !== undefined/),
    why: 'Equivalent: no date is before, or after, a last day that is not there; the test is for the types.',
  },
];

/** Why a survivor was left, as somebody who read it wrote; undefined when nobody did. */
export const reasonOf = (survivor: Survivor): string | undefined =>
  families.find(({ file, is }) => survivor.file.startsWith(file) && is(survivor))?.why;
