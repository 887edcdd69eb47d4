//! The demo shop's platforms, products and customers.

use std::collections::BTreeMap;

use super::catalog;
use super::chance::Chance;
use crate::book::posting::Posting;
use crate::catalog::{OfferInput, ProductInput, ProductKind};
use crate::customers::{self, CustomerInput};
use crate::error::Result;
use crate::ids::{CustomerId, PlatformId, ProductId};
use crate::money::{Credit, Money, ONE};
use crate::platforms::{self, AddPlatform};
use crate::time::{Day, Term};

/// A platform: what a unit costs at the start, how that drifts per day, and the usual deposit.
#[derive(Debug, Clone, Copy)]
pub struct DemoPlatform {
    pub id: PlatformId,
    pub rate: Money,
    pub deposit: Credit,
    pub drift: i64,
}

/// A product with its one offer.
#[derive(Debug, Clone, Copy)]
pub struct DemoProduct {
    pub id: ProductId,
    pub platform: usize,
    pub credit: Credit,
    pub price: Money,
    pub term: Option<Term>,
}

/// Who and what the demo shop knows.
#[derive(Debug)]
pub struct Cast {
    pub start: Day,
    pub platforms: Vec<DemoPlatform>,
    pub products: Vec<DemoProduct>,
    pub customers: Vec<CustomerId>,
    /// Credit left on each platform, as the demo counts it for its deposits.
    pub spent: BTreeMap<usize, Credit>,
}

/// Name, unit, decimals, dinars per unit, drift per day in raw steps, usual deposit in units, low and critical marks.
type Panel = (&'static str, &'static str, u8, i64, i64, i64, &'static str, &'static str);

const PANELS: [Panel; 12] = [
    ("Atlas IPTV", "USD", 2, 235, 250, 200, "60", "15"),
    ("Sahara Stream", "USD", 2, 236, 250, 150, "50", "10"),
    ("Cartes Azur", "EUR", 2, 252, 300, 300, "80", "20"),
    ("NetPanel Pro", "DZD", 2, 1, 0, 60_000, "15000", "4000"),
    ("Étoile Comptes", "DZD", 2, 1, 0, 40_000, "10000", "3000"),
    ("لوحة النجم", "PTS", 0, 90, 60, 500, "100", "30"),
    ("SoftClés", "EUR", 2, 253, 300, 250, "60", "15"),
    ("Oasis VPN", "USD", 2, 234, 250, 100, "25", "5"),
    ("منصة الشرق", "DZD", 2, 1, 0, 50_000, "12000", "3500"),
    ("Recharge Express", "DZD", 2, 1, 0, 80_000, "20000", "5000"),
    ("Vidéo Plus", "USD", 4, 235, 250, 180, "50", "12"),
    ("Crédits Mistral", "PTS", 1, 45, 30, 800, "150", "40"),
];

/// Name, category, term in months, wholesale price in dinars.
type Ware = (&'static str, &'static str, u32, i64);

const WARES: [Ware; 10] = [
    ("IPTV", "IPTV", 1, 450),
    ("IPTV", "IPTV", 3, 1150),
    ("IPTV", "IPTV", 12, 3600),
    ("Compte vidéo", "Streaming", 1, 850),
    ("Compte musique", "Streaming", 3, 1200),
    ("Carte cadeau", "Cartes", 0, 2400),
    ("Clé logiciel", "Logiciels", 0, 2800),
    ("VPN", "Sécurité", 12, 1900),
    ("اشتراك رياضي", "Streaming", 1, 700),
    ("Recharge jeu", "Jeux", 0, 550),
];

/// How many products the shop sells, and how many people it knows.
const PRODUCTS: usize = 200;
const CUSTOMERS: u32 = 5000;

/// Given names and initials of one script go together.
const LATIN: ([&str; 12], [&str; 11]) = (
    ["Amine", "Yasmine", "Karim", "Nour", "Walid", "Lina", "Sofiane", "Meriem", "Riad", "Ines", "Mehdi", "Samira"],
    ["A.", "B.", "C.", "D.", "F.", "H.", "K.", "L.", "M.", "R.", "Z."],
);
const ARABIC: ([&str; 4], [&str; 3]) = (["أحمد", "سارة", "يوسف", "مريم"], ["ب.", "ق.", "س."]);
const WILAYAS: [&str; 8] = ["Alger", "Oran", "Constantine", "Sétif", "Béjaïa", "Tizi Ouzou", "Blida", "Annaba"];

impl Cast {
    /// Makes platforms, products and customers.
    pub fn make(posting: &mut Posting<'_>, chance: &mut Chance, start: Day) -> Result<Self> {
        let platforms = PANELS.iter().map(|panel| platform(posting, panel)).collect::<Result<Vec<_>>>()?;
        let mut products = Vec::with_capacity(PRODUCTS);
        for index in 0..PRODUCTS {
            products.push(product(posting, chance, &platforms, index)?);
        }
        let mut customers = Vec::with_capacity(CUSTOMERS as usize);
        for index in 0..CUSTOMERS {
            customers.push(customer(posting, chance, index)?);
        }
        Ok(Self { start, platforms, products, customers, spent: BTreeMap::new() })
    }
}

fn platform(posting: &mut Posting<'_>, panel: &Panel) -> Result<DemoPlatform> {
    let (name, unit, decimals, rate, drift, deposit, low, critical) = *panel;
    let input = AddPlatform {
        name: name.into(),
        unit: unit.into(),
        decimals,
        low: Some(low.into()),
        critical: Some(critical.into()),
    };
    let id = platforms::insert(posting, &input)?;
    Ok(DemoPlatform { id, rate: Money::from_raw(rate * ONE), deposit: Credit::from_raw(deposit * ONE), drift })
}

fn product(
    posting: &mut Posting<'_>,
    chance: &mut Chance,
    platforms: &[DemoPlatform],
    index: usize,
) -> Result<DemoProduct> {
    let (name, category, months, wholesale) = WARES[index % WARES.len()];
    let edition = index / WARES.len() + 1;
    let platform = (index * 7 + edition) % platforms.len();
    let dinars = wholesale + chance.below(wholesale / 3 + 1);
    // Credit in whole tenths, or whole points where the unit has no decimals.
    let tenths = (dinars * 10 * ONE / platforms[platform].rate.raw()).max(10);
    let credit =
        Credit::from_raw(tenths / 10 * ONE + if PANELS[platform].2 > 0 { tenths % 10 * (ONE / 10) } else { 0 });
    let price = Money::from_raw((dinars * 14 / 10 + 60 + chance.below(dinars / 4 + 1)) / 50 * 50 * ONE);
    let shown = match months {
        0 => format!("{name} {edition}"),
        1 => format!("{name} {edition} · 1 mois"),
        months => format!("{name} {edition} · {months} mois"),
    };
    let input = ProductInput {
        name: shown,
        kind: if months > 0 { ProductKind::Subscription } else { ProductKind::Code },
        category: category.into(),
        price: price.to_string(),
        term_months: (months > 0).then_some(months),
        term_days: None,
        note: String::new(),
        offers: vec![OfferInput { platform_id: platforms[platform].id, credit: credit.to_string(), is_default: true }],
    };
    let id = catalog::insert(posting, &input)?;
    Ok(DemoProduct { id, platform, credit, price, term: catalog::term(input.term_months, None) })
}

fn customer(posting: &mut Posting<'_>, chance: &mut Chance, index: u32) -> Result<CustomerId> {
    let (given, family): (&[&str], &[&str]) =
        if chance.below(4) == 0 { (&ARABIC.0, &ARABIC.1) } else { (&LATIN.0, &LATIN.1) };
    let name = format!("{} {} {}", given[chance.index(given.len())], family[chance.index(family.len())], index + 1);
    let prefix = ["05", "06", "07"][chance.index(3)];
    let input = CustomerInput {
        name,
        phone: format!("{prefix}{:08}", 10_000_000 + chance.below(80_000_000)),
        wilaya: WILAYAS[chance.index(WILAYAS.len())].into(),
        ..CustomerInput::default()
    };
    customers::insert(posting, &input)
}
