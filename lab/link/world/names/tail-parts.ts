import { words } from './words.ts';

/** Syllables rare surnames are built of: a beginning, perhaps a middle, an end. */
export type TailParts = { starts: string[]; middles: string[]; ends: string[]; particles: string[] };

export const frenchTail: TailParts = {
  starts:
    words(`Bour Mont Gar Cha Vau Ber Del Fau Gui Har Jou Lan Mar Nor Pel Quen Rou Sa Tou Ver Bra Cou Dre Fré Gri
La Mau Per Ro Ti Bau Cas Des Es Fon Gou Hu La Mé Pou Ra Sou Tri Val Bois Clai Cro Du Flo Ger Lon Mor Pas Rai Sé The Vi
Abe Au Bai Can Dau Fer Gal Jac Lou Mi Pic Re Sar Tar Ur Var Ar Bon Cor`),
  middles:
    words(`be ra chi ne ri lle ve tte gue ma si do ti va ndi rrou mbe lai cque sse bou la go ni pi ste ze lhe ya
ro`),
  ends: words(`ard et eau in ier on el ot ois aud ère elle ault ac ec oux ol an ez ieux art ux al is ert ou ançon ay illon
igny eron illet ouin ival ant ange`),
  particles: words(`de du de_la Le La d' des De Du`),
};

export const maghrebTail: TailParts = {
  starts:
    words(`Bou Bel Ben Cha Dja Fa Gha Ha Ka Kha La Ma Me Na Ou Ra Sa Ta Ya Za Zer Mok Had Ham Rez Sal Tou Yah Ouk
Kher`),
  middles: words(`ra li ki me cha dja ha ba la ma na ri sou zi dou hi bba rra ssa mma lla ddi`),
  ends: words(`oui i ani aoui ine ane ar ad ed ou oune ech at ache ia ouche allah eddine oub il ouz am`),
  particles: words(`Ben El Aït Bou Ould Si Bent`),
};

export const africanTail: TailParts = {
  starts:
    words(`Nk Mb Nd Ng Mou Ka Ma Lu Tsh Ou Ba Dia Kou Sa Fo Ko To Ni Bi Mo Ya Za Si Do Ga Wa Ek Ab Ess Oba Ndi Man
Kan Tou Sou Gue`),
  middles: words(`a o i ou en an am on amb ong and end ay o a ib ak ol em ou`),
  ends: words(`ba ko la ga ma sso ré ngo mba nda té ka ndé yé ndo wa bi gou sé nga mé ssi to lo ni dou`),
  particles: words(`N' M' A Mama Wa`),
};

export const europeanTail: TailParts = {
  starts:
    words(`Al Bar Car Cor Dar Es Fer Gal Lar Mar Mon Nar Or Pal Quin Rib Sal San Tor Val Ver Zam Bel Cal Fon Gar
Lom Per Sil Vil Brag Cas Men`),
  middles: words(`a e i o ar an el in or as er ad am`),
  ends: words(
    `eira inho ano ini elli etti oso ido eiro ado aldo era ez ela igo ino one osa uto ucci ato eda ardi`,
  ),
  particles: words(`da do dos de Di De Del Lo La`),
};

export const easternTail: TailParts = {
  starts:
    words(`Kar Dem Oz Yal Gul Bas Tas Kor Ak Er Kow Wis Grab Zar Maj Now Sta Pet Mar Niko Ion Dra Kos Ros Bor Wal
Szy Kal Tur Cel`),
  middles: words(`a e i o an ow ar en al in ur at am`),
  ends: words(`ski oglu ic ev an ul ak czyk escu tas er kan demir ovic oiu ova iu as ci lar ek`),
  particles: words(`Al Van_der Von`),
};

export const asianTail: TailParts = {
  starts:
    words(`Thi Nguy Cha Kha Pho Sou Van Ra Siva Kuma Bala Nada Selva Thava Yoga Sri Jaya Vija Ana Mani Pon Xay Sen
Lua Tha Chan Phou Sam Kea`),
  middles: words(`ra na ma la sin tha vi ga nan sa mi da ya ru`),
  ends: words(`jah nathan samy lingam kumar ratnam vong sack phone thavy singh mala nayagam pillai ny ng eth im vanh deep
esan appa`),
  particles: words(`Mohammed Abdul Sri`),
};
