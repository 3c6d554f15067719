import { words } from './words.ts';

/** Names borne in France by families from southern and eastern Europe and from Turkey. */
export const portugal = {
  surnames:
    words(`Da_Silva Pereira Ferreira Fernandes Rodrigues Dos_Santos Gomes Martins Lopes Gonçalves De_Oliveira
Da_Costa Marques Alves Ribeiro Pinto Carvalho Teixeira Moreira Mendes Soares Vieira Dias Antunes Nunes Correia Cardoso
Da_Cunha Machado De_Sousa Tavares Monteiro Duarte Barbosa Simões Esteves Coelho Batista De_Almeida Lourenço Ramos
Da_Rocha Morais Fonseca Neves`),
  M: words(`José Manuel Antonio Joaquim Carlos Paulo João Fernando Luis Armando Rui Pedro Filipe Nuno Miguel Sergio
David Daniel Bruno Vitor Domingos Alberto Jorge Americo Tiago Helder`),
  F: words(`Maria Ana Isabel Fernanda Rosa Lurdes Fatima Paula Teresa Helena Cristina Conceição Sandra Manuela Alice
Margarida Susana Patricia Adelaide Celeste Olga Graça Lucinda Sonia Filomena Deolinda`),
  places: words(`Porto Lisbonne Braga Guimarães Viseu Leiria Chaves Coimbra Praia Mindelo`),
};

export const spain = {
  surnames:
    words(`Garcia Martinez Lopez Sanchez Rodriguez Fernandez Perez Gonzalez Gomez Ruiz Hernandez Jimenez Diaz
Moreno Munoz Alvarez Romero Alonso Gutierrez Torres Dominguez Vazquez Ramos Gil Serrano Blanco Molina Morales Ortega
Castro Marin Sanz Nunez Iglesias Ortiz`),
  M: words(`José Antonio Manuel Francisco Juan Miguel Pedro Angel Luis Carlos Diego Ramon Rafael Javier Emilio Alvaro
Vicente Esteban`),
  F: words(`Maria Carmen Dolores Isabel Pilar Josefa Ana Teresa Encarnacion Concepcion Rosario Lucia Elena Mercedes
Angela Marta Consuelo Inès`),
  places: words(`Barcelone Madrid Valence_(Espagne) Séville Grenade Lima Bogota Murcie`),
};

export const italy = {
  surnames:
    words(`Rossi Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini
Costa Giordano Rizzo Lombardi Moretti Barbieri Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile
Di_Stefano D'Angelo Lo_Presti Vitale Serra`),
  M: words(`Giuseppe Antonio Salvatore Giovanni Mario Luigi Franco Bruno Angelo Marco Roberto Enzo Dino Paolo Claudio
Aldo Vito Fabio`),
  F: words(`Maria Anna Giuseppina Rosa Giovanna Teresa Lucia Carmela Francesca Angela Concetta Silvana Laura Paola
Chiara Antonella Rita Mirella`),
  places: words(`Rome Naples Milan Turin Palerme Bari Bergame Catane`),
};

export const turkey = {
  surnames:
    words(`Yilmaz Kaya Demir Sahin Celik Yildiz Yildirim Ozturk Aydin Ozdemir Arslan Dogan Kilic Aslan Cetin
Kara Koc Kurt Ozkan Simsek Polat Korkmaz Cakir Erdogan Karaca Gunes Aksoy Bulut Toprak Tekin Karatas Avci Turan Gul
Duman Unal Coskun`),
  M: words(`Mehmet Mustafa Ali Ahmet Hüseyin Hasan Ibrahim Murat Ismail Ramazan Yusuf Osman Emre Serkan Kemal Hakan
Burak Cem Erdal Volkan`),
  F: words(`Fatma Ayse Emine Hatice Zeynep Elif Meryem Hülya Sevgi Songül Gülsen Özlem Yasemin Esra Filiz Dilek Nurcan
Sultan Aynur Derya`),
  places: words(`Istanbul Ankara Izmir Konya Sivas Kayseri Trabzon Diyarbakir Yozgat`),
};

export const poland = {
  surnames:
    words(`Nowak Kowalski Wisniewski Wojcik Kaminski Lewandowski Zielinski Szymanski Wozniak Dabrowski Kozlowski
Jankowski Mazur Krawczyk Piotrowski Grabowski Pawlak Michalski Krol Wieczorek Jablonski Majewski Olszewski Stepien
Malinowski Gorski Walczak Sikora Baran Duda`),
  M: words(`Jan Andrzej Piotr Krzysztof Stanislas Tomasz Pawel Michal Marcin Jozef Edouard Casimir Adam Grzegorz Lukasz
Wojciech`),
  F: words(`Anna Maria Katarzyna Malgorzata Agnieszka Barbara Ewa Krystyna Danuta Halina Wanda Magdalena Joanna Irena
Beata Dorota`),
  places: words(`Varsovie Cracovie Lodz Poznan Wroclaw Lublin Katowice`),
};

export const balkans = {
  surnames:
    words(`Popescu Ionescu Popa Dumitru Stan Radu Munteanu Stoica Rusu Constantin Marin Jovanovic Petrovic
Nikolic Markovic Djordjevic Stojanovic Krasniqi Gashi Berisha Hoxha Shala Ivanov Petrov Dimitrov Georgiev Covaci
Lacatus Ciobanu Moldovan`),
  M: words(`Ion Gheorghe Marian Florin Vasile Dragan Zoran Milan Goran Slobodan Arben Besnik Ivan Nikolaï Georgi Adrian
Cosmin Constantin`),
  F: words(`Elena Ioana Mihaela Daniela Mirela Florentina Dragana Jelena Milica Snezana Valbona Arta Ivana Petya
Marioara Cristina Alina Vesna`),
  places: words(`Bucarest Timisoara Craiova Belgrade Nis Pristina Tirana Sofia Chisinau`),
};
