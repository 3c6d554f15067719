import { words } from './words.ts';

/** Names borne in France by families of North, West and Central Africa, of the Comoros and of Madagascar. */
export const maghreb = {
  surnames:
    words(`Benali Haddad Cherif Belkacem Brahimi Saidi Bouzid Amrani Mansouri Slimani Benamar Ziani Hamdi
Rahmani Alaoui El_Amrani Bensaïd Khelifi Toumi Hamidi Belhadj Bouchareb Djebbar Ferhat Guendouz Idrissi El_Idrissi
Kaddour Larbi Mebarki Nasri Ouali Rachedi Sahraoui Tahri Yahiaoui Zerrouki Boudjemaa Meziane Aït_Ahmed Aït_Ali Benhamou
Chaoui El_Mansouri El_Fassi Ghezali Hadj_Ahmed Kebir Lakhal Messaoudi Bouhali Trabelsi Ben_Salah Ben_Ammar Jaziri
Gharbi Mejri Ben_Youssef Hammami Chebbi`),
  M: words(`Mohamed Karim Ahmed Rachid Said Nabil Farid Samir Ali Mustapha Abdelkader Youssef Kamel Hassan Omar
Khalid Abdallah Mourad Djamel Hakim Bilal Yassine Sofiane Mehdi Walid Anis Ismaël Hicham Redouane Brahim Abderrahmane
Noureddine Lotfi Amine Zakaria Ilyès Hocine Toufik Aziz Slimane`),
  F: words(`Fatima Nadia Malika Fatiha Samira Khadija Leïla Naïma Rachida Karima Yamina Aïcha Zohra Houria Sabrina
Amina Nawal Hanane Souad Latifa Fatma Zineb Myriam Imane Sarah Yasmine Hafida Djamila Saliha Ghania Warda Siham Meriem
Ouarda Soraya Kheira Lamia Rim Asma Nora`),
  places:
    words(`Alger Oran Constantine Tizi_Ouzou Béjaïa Sétif Casablanca Rabat Fès Oujda Marrakech Agadir Tunis Sfax
Sousse Annaba`),
};

export const westAfrica = {
  surnames:
    words(`Traoré Diallo Coulibaly Diarra Keita Camara Diop Ndiaye Touré Konaté Cissé Sissoko Sylla Ba Sow
Barry Fofana Dembélé Kanté Doumbia Sy Fall Faye Diakité Kouyaté Bamba Koné Ouattara Bah Sacko Samaké Maïga Gueye Mbaye
Sarr Kouassi Kouamé Yao Koffi N'Guessan Mensah Soumaré Gassama Tandia Bathily Drame Niang Thiam Seck Savané Condé
Bangoura Soumah Adjovi Dossou Agbo Kaba Sidibé Sangaré Ouédraogo`),
  M: words(`Mamadou Moussa Ibrahima Amadou Abdoulaye Adama Ousmane Boubacar Cheikh Souleymane Issa Bakary Oumar
Sékou Lassana Modibo Demba Aliou Samba Kouadio Koffi Daouda Yaya Alassane Idrissa Seydou Mady Fodé Thierno Drissa`),
  F: words(`Aminata Fatoumata Mariam Awa Aïssata Kadiatou Oumou Hawa Djeneba Bintou Ramata Fanta Adama Ndeye Coumba
Maïmouna Assa Salimata Khady Rokia Sira Nafissatou Affoué Akissi Mariama Diariatou Kadidia Astou Niouma Dado`),
  places:
    words(`Bamako Kayes Dakar Saint-Louis_(Sénégal) Conakry Abidjan Bouaké Nouakchott Lomé Cotonou Ouagadougou
Ziguinchor Labé Yélimané`),
};

export const centralAfrica = {
  surnames:
    words(`Mbala Kabongo Ilunga Mukendi Ngoma Makaya Mavoungou Mbemba Nkounkou Samba Malonga Loemba Massamba
Kalala Tshibangu Kasongo Mutombo Lukaku Nsimba Nzuzi Matondo Bakala Moukoko Mboumba Nguema Ondo Obame Essono Mballa
Atangana Owona Ngono Fotso Kamga Tchoumi Nana Tagne Abena Ekambi Etoundi Bongo Moussavou Makosso Bikindou Mampouya
Kimbembe Milandou Yombo Bokassa Ngbale`),
  M: words(`Jean Patrick Serge Guy Christian Hervé Blaise Fiston Trésor Junior Rodrigue Landry Dieudonné Merveil
Aimé Cédric Ghislain Armel Jean-Paul Emmanuel Pascal Bienvenu Exaucé Héritier Gloire Séverin Célestin Prosper`),
  F: words(`Marie Chantal Nadège Solange Béatrice Clarisse Bijou Mireille Godelive Pélagie Rachel Merveille Grâce
Divine Bénédicte Sandrine Carine Prisca Judith Angèle Blandine Honorine Ornella Rosine Édith Marie-Claire Nicole`),
  places:
    words(`Kinshasa Brazzaville Pointe-Noire Lubumbashi Matadi Yaoundé Douala Bafoussam Libreville Bangui
Port-Gentil Mbuji-Mayi`),
};

export const comoros = {
  surnames:
    words(`Said_Ali Mohamed Ahamada Abdallah Soilihi Mze Youssouf Ali_Mohamed Saïd Ibrahim Attoumani Bacar
Combo Houmadi Madi M'Sa Mroivili Ahmed_Abdallah Abdou Hamada Rakotomalala Razafindrakoto Rakoto Randria Andriamanana
Ramanantsoa Rabe Rasoanaivo Boinali M'Changama`),
  M: words(`Said Ali Ahmed Mohamed Abdou Ibrahim Youssouf Soilihi Salim Nassur Houmadi Madi Fahad Djamal Andry Rivo
Hery Tiana Naïm Ambdi`),
  F: words(`Fatima Zainaba Moinaecha Sitti Echati Nassuria Hadidja Faouzia Mariama Salima Zalihata Rasoa Voahangy
Hanta Lalao Anziza Roukia Halima Chamsia Antufati`),
  places: words(`Moroni Mutsamudu Mamoudzou Fomboni Antananarivo Mahajanga Mitsamiouli Foumbouni`),
};
