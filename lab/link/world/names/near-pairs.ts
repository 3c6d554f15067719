import type { OriginName } from './origins.ts';

/** First names one letter, one sound or one ending apart that parents do give to two of their children. */
export const nearPairs: readonly { origins: readonly OriginName[]; pair: readonly [NearName, NearName] }[] = [
  ...near(
    ['french', 'overseas'],
    `Adrien:M Adrienne:F, Adrien:M Aurélien:M, Lucas:M Louka:M, Julien:M Julie:F, Martin:M Martine:F,
Jean:M Jeanne:F, Éric:M Frédéric:M, Alexis:M Alexia:F, Alexandre:M Alexandra:F, Laurent:M Laurence:F,
Mathieu:M Mathis:M, Théo:M Léo:M, Chloé:F Cléo:F, Léa:F Léna:F, Laura:F Laure:F, Marine:F Marina:F,
Christelle:F Christine:F, Estelle:F Christelle:F, Émilie:F Émilien:M, Dominique:F Monique:F, Jordan:M Jordane:F,
Killian:M Liam:M, Anaïs:F Maëlys:F, Éva:F Ève:F, Thierry:M Henri:M, Maxime:M Maxence:M, Jérémy:M Rémi:M,
Danièle:F Daniel:M, Fabien:M Fabienne:F, Cédric:M Éric:M, Marie:F Marion:F, Noah:M Noam:M, Marc:M Marco:M,
Steeve:M Steven:M, Ruddy:M Teddy:M, Marie-Ange:F Marie-Line:F`,
  ),
  ...near(
    ['maghreb', 'comoros'],
    `Hassan:M Hussein:M, Karim:M Karima:F, Yassine:M Yacine:M, Samir:M Samira:F, Nabil:M Nabila:F,
Rachid:M Rachida:F, Nassim:M Nassima:F, Amine:M Amina:F, Farid:M Farida:F, Amel:F Amal:F, Sofiane:M Soufiane:M,
Malika:F Melika:F, Hocine:M Hassen:M, Ilyès:M Elias:M, Saïd:M Saïda:F, Mohamed:M Mahmoud:M, Salim:M Salima:F,
Fatima:F Fatiha:F, Fatma:F Fatima:F, Houria:F Nouria:F, Ali:M Alia:F, Nora:F Noria:F, Kamel:M Kamal:M`,
  ),
  ...near(
    ['westAfrica', 'centralAfrica'],
    `Hassane:M Ousseynou:M, Adama:M Adama:F, Awa:F Hawa:F, Moussa:M Issa:M, Aïssata:F Aïssatou:F, Mariam:F Mariama:F,
Fatou:F Fatoumata:F, Amadou:M Mamadou:M, Ibrahim:M Ibrahima:M, Oumar:M Oumou:F, Samba:M Demba:M, Sékou:M Séga:M,
Aminata:F Amina:F, Kadiatou:F Kadidia:F, Merveil:M Merveille:F, Gloire:M Grâce:F, Christian:M Christiane:F,
Bintou:F Binta:F, Alassane:M Lassana:M, Seydou:M Seydina:M`,
  ),
  ...near(
    ['portugal', 'spain', 'italy', 'balkans'],
    `Maria:F Mario:M, José:M Josefa:F, Paulo:M Paula:F, Antonio:M Antonia:F, Ana:F Anna:F, Carlos:M Carla:F,
Fernando:M Fernanda:F, Luis:M Luisa:F, Rosa:F Rosalia:F, Franco:M Franca:F, Adrian:M Adriana:F, Milan:M Milena:F,
Manuel:M Manuela:F, Sandro:M Sandra:F`,
  ),
  ...near(
    ['turkey', 'poland'],
    `Hasan:M Hüseyin:M, Ahmet:M Mehmet:M, Emine:F Emre:M, Hülya:F Hale:F, Anna:F Hanna:F, Marcin:M Martin:M,
Murat:M Umut:M, Ayse:F Aynur:F, Serkan:M Erkan:M, Songül:F Aygül:F`,
  ),
  ...near(
    ['vietnamChina', 'southAsia'],
    `Minh:M Ming:M, Lan:F Linh:F, Thanh:M Thành:M, Wei:M Mei:F, Priya:F Priyanka:F, Suresh:M Ramesh:M, Kumar:M Kumari:F,
Rajan:M Rajani:F, Asif:M Asma:F, Phuong:F Phong:M, Jun:M Juan:M, Nasreen:F Nazrin:F`,
  ),
];

export type NearName = { name: string; sex: 'F' | 'M' };

function near(origins: readonly OriginName[], text: string) {
  const one = (written: string): NearName => {
    const [name = '', sex] = written.split(':');
    return { name, sex: sex === 'F' ? 'F' : 'M' };
  };
  return text.split(',').map((written) => {
    const [left = '', right = ''] = written.trim().split(/\s+/);
    const pair: readonly [NearName, NearName] = [one(left), one(right)];
    return { origins, pair };
  });
}
