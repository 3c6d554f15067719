/** Spellings of one name that different clerks wrote down for the same person. */
export const spellings: readonly (readonly string[])[] = `
Mohamed Mohammed Mohamad Mohammad Mouhamed Muhammad
Fatima Fatma Fatimah Fathima
Fatoumata Fatumata Fatouma
Aïcha Aicha Aïssa Aycha
Abdallah Abdellah Abdoullah
Youssef Youcef Yousef Yusuf
Hocine Hussein Houcine Hussain
Ahmed Ahmad Ahmet
Said Saïd Sayed
Khadija Khadidja Kadija Hadidja
Leïla Leila Layla Leyla
Meriem Myriam Mériem Maryam Mariem
Brahim Ibrahim
Moustapha Mustapha Mustafa
Zohra Zohrah Zahra
Abdoulaye Abdoulay
Mamadou Mamadu
Aminata Aminatta
Ousmane Ousman Osman
Boubacar Boubakar Aboubacar
Souleymane Suleyman Souleiman
Cheikh Cheick Sheikh
Kadiatou Kadiatu Kadyatou
Philippe Filipe Philipe Filippe
Christophe Cristophe
Catherine Katherine Cathérine
Mickaël Michaël Michael Mikael Mickael
Frédéric Frederick Frédérick
Stéphanie Stephany
Thierry Thiery
Mathieu Matthieu Mathieux
Jérémy Jérémie
Rémi Rémy
Cédric Cedrick
Kévin Kevyn Kevine
Laetitia Laëtitia Leticia
Anaïs Anais Annaïs
Élisabeth Elizabeth
Nathalie Natalie
Ghislaine Guislaine Gyslaine
Évelyne Eveline Evelyn
Danielle Danièle
Michèle Michelle
Jeannine Janine
Béatrice Béatrix
Emmanuel Emanuel Manuel
João Joao
Conceição Conceicao
Isabelle Isabel
Maria Marie
José José-Manuel
Lefebvre Lefèvre Lefebure Lefeuvre
Dupont Dupond
Dupuy Dupuis
Gauthier Gautier Gaultier
Bertin Berthin
Lemaire Le_Maire
Lemaître Lemaitre Le_Maitre
Leclerc Leclercq Le_Clerc
Leroux Le_Roux
Renaud Renault Raynaud Reynaud
Henry Henri
Mathieu Matthieu
Barthélemy Barthelemi
Thibault Thibaut Thiébaut
Arnaud Arnault
Meyer Mayer Maier
Schmitt Schmidt
Muller Müller Mueller
Carpentier Charpentier
Fernandez Fernandes
Rodriguez Rodrigues
Gomez Gomes
Lopez Lopes
Gonzalez Gonçalves Gonsalves
Da_Silva Dasilva De_Silva
Dos_Santos Dossantos
De_Oliveira Oliveira
Ferreira Fereira
Traoré Traore Traouré
Diallo Dialo Djallo
Coulibaly Koulibaly
Dembélé Dembele
Diarra Djarra
Ndiaye N'Diaye Diaye
Mbaye M'Baye
Nguyen N'Guyen Nguyên
N'Guessan Nguessan
Kouassi Kuassi
Ouattara Watara
Touré Toure
Cissé Cisse Sissé
Konaté Conaté
Benali Ben_Ali
Belkacem Bel_Kacem Belkacemi
Bouzid Bouzide
Haddad Hadad
Slimani Sliman
El_Amrani Elamrani Amrani
El_Idrissi Elidrissi Idrissi
Aït_Ahmed Ait_Ahmed Aitahmed
Bensaïd Ben_Said
Yilmaz Yilmas
Ozturk Öztürk Osturk
Sivakumar Shivakumar
Wisniewski Wiśniewski Wisnievski
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ').map((word) => word.replaceAll('_', ' ')));

/** Short and friendly forms that end up in a landlord's or a clerk's file. */
export const nicknames: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  `Catherine:Cathy Christophe:Chris Frédéric:Fred Alexandre:Alex Nicolas:Nico Benjamin:Ben Sébastien:Seb
Stéphane:Steph Stéphanie:Steph Patricia:Pat Patrick:Pat Philippe:Phil Grégory:Greg Jean-Pierre:J-P,JP Jean-Claude:J-C,JC
Jean-Michel:JM Jean-François:JF Jean-Paul:JP Jean-Luc:JL Jean-Louis:JL Marie-Christine:M-Christine Marie-Claude:M-Claude
Marie-Thérèse:Maïté,M-Thérèse Christine:Cricri Élisabeth:Babeth,Lisa Jacqueline:Jackie Josiane:Josy Joséphine:Josy
Dominique:Dom Emmanuel:Manu Emmanuelle:Manue Thomas:Tom Guillaume:Guigui Maxime:Max Antoine:Tony Antonio:Tony
Anthony:Tony Mickaël:Mike Jonathan:John Laetitia:Laeti Sandrine:Sandy Alexandra:Alex,Sandra Valérie:Val Angélique:Angie
Jessica:Jess Jennifer:Jenny Mélanie:Mél Christelle:Christel Nathalie:Nath Isabelle:Isa Véronique:Véro Sophie:So
Mohamed:Momo,Med Abdelkader:Kader Abdallah:Abdou Abdoulaye:Laye,Abdou Abderrahmane:Rahman Mustapha:Mus Youssef:Jo
Fatima:Fati Fatoumata:Fatou Aminata:Ami Mamadou:Madou,Doudou Ibrahima:Ibra Souleymane:Soul Boubacar:Bouba Kadiatou:Kadi
Djamila:Djami Noureddine:Nour Salimata:Sali Maria:Mia Conceição:São Manuel:Manu Joaquim:Quim Fernando:Nando
Francisco:Paco José:Pepe Giuseppe:Pino Salvatore:Salva Krzysztof:Christophe Andrzej:André Piotr:Pierre Jan:Jean
João:Jean Maria:Marie Mehmet:Memet Hüseyin:Huseyn Sivakumar:Siva Minh:Michel`
    .split(/\s+/)
    .map((line) => {
      const [name = '', forms = ''] = line.split(':');
      return [name, forms.split(',')];
    }),
);
