import { words } from './words.ts';

/** Surnames of France by falling frequency; the order gives the weight. */
export const frenchSurnames = words(`
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier
Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry
Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard
Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin
Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey
Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis
Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot
Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernandez Le_Gall Collet
Léger Bouvier Julien Prévost Millet Perrot Daniel Le_Roux Cousin Germain Breton Besson Langlois Rémy Le_Goff
Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon Boulanger Jacob Monnier Michaud
Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier Chevallier Collin Chauvin Da_Silva Bouchet Gay Lemaître
Bénard Maréchal Humbert Reynaud Antoine Hoarau Perret Barthélemy Cordier Pichon Lejeune Gilbert Lamy Delaunay
Pasquier Carlier Laporte Gros Buisson Briand Alexandre Georges Legros Delmas Coulon Tanguy Hardy Maillot Allard
Guillou Delattre Launay Leduc Hébert Rossi Dupré Le_Bihan Marion Courtois Salmon Descamps Boutin Pineau Raynaud
Didier Besnard Lebreton Vallet Gomez Bodin Ferrand Camus Leconte Delorme Valentin Verdier Texier Marechal Potier
Peltier Blot Regnier Bazin Rousset Thibault Doucet Godard Ferry Vaillant Merle Bigot Chartier Sauvage Lelièvre
Legendre Navarro Pruvost Maury Jourdan Bouvet Coste Grand Navarre Pascal Prigent Cohen Masse Ollivier Lebon
Blondel Poncet Rigaud Crépin Hamelin Fouquet Mary Delahaye Voisin Clerc Lacombe Parent Devaux Billard Lagarde
`);

/** First names by sex and by the year from which they were given, most given first. */
export const frenchFirstNames = {
  M: [
    {
      from: 1930,
      names:
        words(`Michel Jean Pierre Jean-Claude Bernard Jacques Daniel Gérard Claude André Christian Alain René
Robert Roger Marcel Guy Serge Georges Jean-Pierre Louis Raymond Gilbert Maurice Yves Henri Francis Paul Lucien Roland
Jean-Paul Jean-Marie Joseph Gilles Hubert Charles Jean-Louis Marc Léon Fernand`),
    },
    {
      from: 1955,
      names:
        words(`Philippe Patrick Pascal Thierry Éric Alain Christophe Laurent Didier Bruno Frédéric Dominique
Gilles Olivier Stéphane Denis Hervé Christian Marc Franck François Xavier Jean-Luc Jean-Michel Fabrice Joël Vincent
Thomas Yannick Sylvain Régis Jean-François Lionel Rémi Jérôme Gérald Emmanuel Arnaud Ludovic Loïc`),
    },
    {
      from: 1974,
      names:
        words(`Nicolas Sébastien Julien David Christophe Alexandre Guillaume Jérémy Mathieu Cédric Romain Thomas
Jérôme Anthony Benjamin Maxime Kévin Aurélien Fabien Arnaud Damien Grégory Mickaël Jonathan Florian Sylvain Vincent
Yoann Ludovic Adrien Cyril Raphaël Samuel Clément Rémi Gaël Steeve Jimmy Pierre-Yves Matthieu`),
    },
    {
      from: 1990,
      names:
        words(`Kévin Thomas Alexandre Lucas Théo Hugo Maxime Quentin Florian Antoine Valentin Dylan Jordan Enzo
Nathan Corentin Clément Baptiste Dorian Bastien Jérémy Alexis Simon Tristan Axel Mathis Léo Louis Gabriel Jules Arthur
Robin Tom Evan Noah Steven Bryan Killian Mattéo Gauthier`),
    },
  ],
  F: [
    {
      from: 1930,
      names:
        words(`Monique Françoise Marie Jacqueline Nicole Christiane Jeannine Denise Michèle Annie Danielle
Josette Colette Marie-Thérèse Simone Madeleine Yvette Paulette Geneviève Éliane Jeanne Odette Claudine Ginette Liliane
Huguette Andrée Renée Marcelle Bernadette Arlette Raymonde Suzanne Thérèse Évelyne Marie-Claude Solange Yvonne Lucienne
Hélène`),
    },
    {
      from: 1955,
      names:
        words(`Sylvie Catherine Nathalie Isabelle Christine Véronique Corinne Martine Patricia Valérie Brigitte
Sandrine Florence Laurence Chantal Sophie Anne Dominique Pascale Béatrice Muriel Agnès Marie-Christine Fabienne
Christelle Karine Stéphanie Carole Dominique Élisabeth Joëlle Anne-Marie Sabine Odile Ghislaine Maryse Hélène Frédérique
Marie-Laure Myriam`),
    },
    {
      from: 1974,
      names:
        words(`Stéphanie Céline Aurélie Émilie Sandrine Virginie Élodie Julie Audrey Laetitia Delphine Sabrina
Vanessa Mélanie Jennifer Séverine Caroline Cindy Amandine Angélique Jessica Claire Laura Cécile Magali Marion Charlotte
Peggy Nadège Estelle Gaëlle Ludivine Christelle Alexandra Anne-Sophie Hélène Sonia Noémie Pauline Emmanuelle`),
    },
    {
      from: 1990,
      names:
        words(`Laura Marine Manon Camille Léa Pauline Chloé Marion Anaïs Océane Justine Morgane Mélissa Mathilde
Emma Sarah Lucie Margaux Clara Amélie Alison Coralie Charlène Ophélie Inès Jade Eva Lola Juliette Louise Maëva Solène
Célia Cassandra Elisa Romane Alicia Lisa Clémence Tiffany`),
    },
  ],
};
