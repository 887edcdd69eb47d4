//! The wilayas of Algeria as data: number, French and Arabic name (law 19-12 of 2019: fifty-eight).

use serde::Serialize;

use crate::phones::Country;
use crate::text;

/// A wilaya.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Wilaya {
    /// Its number, 1 to 58.
    pub number: u8,
    /// Its French name, under which it is kept.
    pub fr: &'static str,
    /// Its Arabic name.
    pub ar: &'static str,
}

const NAMES: [(&str, &str); 58] = [
    ("Adrar", "أدرار"),
    ("Chlef", "الشلف"),
    ("Laghouat", "الأغواط"),
    ("Oum El Bouaghi", "أم البواقي"),
    ("Batna", "باتنة"),
    ("Béjaïa", "بجاية"),
    ("Biskra", "بسكرة"),
    ("Béchar", "بشار"),
    ("Blida", "البليدة"),
    ("Bouira", "البويرة"),
    ("Tamanrasset", "تمنراست"),
    ("Tébessa", "تبسة"),
    ("Tlemcen", "تلمسان"),
    ("Tiaret", "تيارت"),
    ("Tizi Ouzou", "تيزي وزو"),
    ("Alger", "الجزائر"),
    ("Djelfa", "الجلفة"),
    ("Jijel", "جيجل"),
    ("Sétif", "سطيف"),
    ("Saïda", "سعيدة"),
    ("Skikda", "سكيكدة"),
    ("Sidi Bel Abbès", "سيدي بلعباس"),
    ("Annaba", "عنابة"),
    ("Guelma", "قالمة"),
    ("Constantine", "قسنطينة"),
    ("Médéa", "المدية"),
    ("Mostaganem", "مستغانم"),
    ("M'Sila", "المسيلة"),
    ("Mascara", "معسكر"),
    ("Ouargla", "ورقلة"),
    ("Oran", "وهران"),
    ("El Bayadh", "البيض"),
    ("Illizi", "إليزي"),
    ("Bordj Bou Arréridj", "برج بوعريريج"),
    ("Boumerdès", "بومرداس"),
    ("El Tarf", "الطارف"),
    ("Tindouf", "تندوف"),
    ("Tissemsilt", "تيسمسيلت"),
    ("El Oued", "الوادي"),
    ("Khenchela", "خنشلة"),
    ("Souk Ahras", "سوق أهراس"),
    ("Tipaza", "تيبازة"),
    ("Mila", "ميلة"),
    ("Aïn Defla", "عين الدفلى"),
    ("Naâma", "النعامة"),
    ("Aïn Témouchent", "عين تموشنت"),
    ("Ghardaïa", "غرداية"),
    ("Relizane", "غليزان"),
    ("Timimoun", "تيميمون"),
    ("Bordj Badji Mokhtar", "برج باجي مختار"),
    ("Ouled Djellal", "أولاد جلال"),
    ("Béni Abbès", "بني عباس"),
    ("In Salah", "عين صالح"),
    ("In Guezzam", "عين قزام"),
    ("Touggourt", "تقرت"),
    ("Djanet", "جانت"),
    ("El M'Ghair", "المغير"),
    ("El Meniaa", "المنيعة"),
];

/// All of them, by number.
pub fn wilayas() -> Vec<Wilaya> {
    NAMES.iter().zip(1..).map(|((fr, ar), number)| Wilaya { number, fr, ar }).collect()
}

/// The name under which a typed wilaya is kept: in Algeria the French one of its number or of any of its names; what is
/// none of them stays as it was typed.
pub(super) fn kept(typed: &str, country: Country) -> String {
    if country != Country::Dz {
        return typed.to_owned();
    }
    let key = text::key(typed);
    let number: Option<u8> = key.parse().ok();
    let found = wilayas()
        .into_iter()
        .find(|wilaya| Some(wilaya.number) == number || text::key(wilaya.fr) == key || text::key(wilaya.ar) == key);
    found.map_or_else(|| typed.to_owned(), |wilaya| wilaya.fr.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wilaya_is_known_by_number_and_by_either_name() {
        for typed in ["16", "alger", "ALGER", "الجزائر"] {
            assert_eq!(kept(typed, Country::Dz), "Alger", "{typed}");
        }
        assert_eq!(kept("6", Country::Dz), "Béjaïa");
        assert_eq!(kept("06", Country::Dz), "Béjaïa");
        assert_eq!(kept("bejaia", Country::Dz), "Béjaïa");
        assert_eq!(kept("قسنطينه", Country::Dz), "Constantine");
        assert_eq!(kept("Paris", Country::Dz), "Paris");
        assert_eq!(kept("59", Country::Dz), "59");
        assert_eq!(kept("", Country::Dz), "");
        assert_eq!(kept("16", Country::Fr), "16");
    }

    #[test]
    fn fifty_eight_with_names_of_their_own() {
        let mut keys: Vec<String> = NAMES.iter().flat_map(|(fr, ar)| [text::key(fr), text::key(ar)]).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), 116);
    }
}
