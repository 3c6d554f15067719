import { words } from './words.ts';

/** Names borne in France by families from Asia, and those of the French West Indies, Réunion, Guyane and Haiti. */
export const vietnamChina = {
  surnames:
    words(`Nguyen Tran Le Pham Huynh Vo Vu Phan Dang Bui Do Ngo Duong Truong Ly Lam Chen Zhang Wang Li Liu Lin
Huang Wu Zhou Chan Chau Ung Sok Chea Phommachanh Vang Xiong Hoang Trinh Dinh`),
  M: words(`Van_Minh Minh Tuan Hung Thanh Duc Quang Huu Anh Van_Hai Wei Jian Ming Jun Hao Sokha Vannak Bounmy Patrice
Michel Long Phong`),
  F: words(`Thi_Lan Thi_Hoa Lan Huong Thi_Mai Linh Thuy Phuong Kim Thi_Thu Ngoc Mei Xiu Li Yan Fang Sophea Bopha Hélène
Jeanne Trang Hanh`),
  places: words(`Saïgon Hanoï Hué Wenzhou Phnom_Penh Vientiane Canton Da_Nang`),
};

export const southAsia = {
  surnames:
    words(`Sivakumar Rajaratnam Selvarajah Kandiah Sinnathamby Nadarajah Thambirajah Kumarasamy Sivasubramaniam
Vijayakumar Balasingam Ratnasingam Arulanantham Singh Kaur Khan Ahmed Hussain Begum Rahman Islam Chowdhury Patel Malik
Butt Miah Uddin Mahalingam Thevarajah Yogarajah Sandirasegarane Viramoutou`),
  M: words(`Sivakumar Suresh Ramesh Rajan Kumar Thayaparan Prakash Vijay Muhammad Asif Imran Abdul Rahim Gurpreet Satish
Nanthakumar Arun Mohan Tariq Shafiq`),
  F: words(`Priya Lakshmi Shanthi Kamala Vasanthi Sumathi Nirmala Rani Shazia Nasreen Fatema Salma Jasvinder Anitha
Sujatha Thushara Malathi Rubina Parveen Devi`),
  places: words(`Jaffna Colombo Pondichéry Chennai Lahore Islamabad Dhaka Sylhet Karachi`),
};

export const overseas = {
  surnames:
    words(`Jean-Baptiste Jean-Louis Célestin Joseph Pierre-Louis Louis Charles Jean-Marie Jean-François Augustin
Hoarau Payet Grondin Boyer Rivière Fontaine Dijoux Techer Maillot Sautron Virapin Ramassamy Nabal Bélair Marie-Luce
Jean-Pierre Pierre Saint-Louis Cadet Désir Dorival Étienne Zobda Alcindor Bellance Marie-Sainte Jean-Charles Rosemond
Mirval Ludger Gustave Jean-Jacques Laviolette Édouard Nestor Télémaque Sainte-Rose Placide Chérubin Elisée`),
  M: words(`Jean Joseph Fritz Wilner Jocelyn Max Rony Frantz Emmanuel Steeve Jimmy Rodrigue Gérard Jean-Claude Rosan
Thierry Ruddy Kenny Teddy Marius Serge Évens Wilfrid Joël Harry Yannick`),
  F: words(`Marie Marlène Guerda Marie-Ange Rosemonde Gladys Ketty Myrlande Nadège Sylvette Raymonde Ghislaine Mirlène
Marie-Josée Lucienne Josiane Katia Béatrice Line Marie-Line Odile Yolande Murielle Daphnée Élodie Solange`),
  places:
    words(`Fort-de-France Pointe-à-Pitre Les_Abymes Saint-Denis_(Réunion) Cayenne Port-au-Prince Basse-Terre
Le_Lamentin Saint-Pierre_(Réunion) Gonaïves Cap-Haïtien`),
};
