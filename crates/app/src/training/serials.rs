//! Who made a thing, how they number it, and who gave it: as such things are marked, none of them real.

use std::collections::HashSet;

use domain::asset::{AssetDetails, Provenance};
use domain::item::Category;
use domain::serial::{SerialKey, normalise};

use super::random::Random;
use super::world::Item;

/// A maker's way of marking. In the pattern `#` is a digit, `@` a Latin letter, `Я` a Cyrillic letter and
/// `%%` the year; the rest stands for itself.
struct Make {
    known_by: &'static str,
    maker: Option<&'static str>,
    made_in: &'static str,
    years: (u16, u16),
    pattern: &'static str,
    donor: Option<&'static str>,
}

const fn make(
    known_by: &'static str,
    maker: &'static str,
    made_in: &'static str,
    years: (u16, u16),
    pattern: &'static str,
    donor: &'static str,
) -> Make {
    let maker = if maker.is_empty() { None } else { Some(maker) };
    let donor = if donor.is_empty() { None } else { Some(donor) };
    Make { known_by, maker, made_in, years, pattern, donor }
}

/// The first whose word stands in the item's name counts.
const MAKES: [Make; 44] = [
    make("M16A1", "Colt", "USA", (1967, 1974), "#######", "USA"),
    make("M16A2", "FN Manufacturing", "USA", (1988, 1998), "A######", "USA"),
    make("M4A1", "Colt", "USA", (2003, 2014), "W 3#####", "USA"),
    make(", M4", "Colt", "USA", (1998, 2012), "W 4#####", "USA"),
    make("(M14)", "Springfield Armory", "USA", (1960, 1963), "1######", "USA"),
    make("SA80", "Heckler & Koch", "GBR", (2001, 2012), "UE%% A######", "GBR"),
    make("HK416F", "Heckler & Koch", "DEU", (2017, 2024), "FR %%-#####", "FRA"),
    make("SCAR", "FN Herstal", "BEL", (2010, 2022), "L######", "BEL"),
    make("G36", "Heckler & Koch", "DEU", (1997, 2009), "82-######", "DEU"),
    make("Grot", "Fabryka Broni", "POL", (2018, 2024), "GR #-####", "POL"),
    make("BREN", "Česká zbrojovka", "CZE", (2016, 2024), "G######", "CZE"),
    make("AKM", "Izhmash", "SUN", (1961, 1976), "ЯЯ####", ""),
    make("AK-74", "Izhmash", "SUN", (1976, 1991), "Я######", ""),
    make(", M9", "Beretta", "ITA", (1986, 2004), "M9-######", "USA"),
    make("Glock", "Glock", "AUT", (2013, 2022), "@@@@###", "GBR"),
    make("M1911A1", "Ithaca", "USA", (1943, 1945), "2######", "USA"),
    make("12 gauge", "Remington", "USA", (1985, 2005), "RS#####@", "USA"),
    make("M249", "FN Manufacturing", "USA", (1990, 2010), "U######", "USA"),
    make("M240B", "FN Manufacturing", "USA", (1998, 2012), "U9#####", "USA"),
    make("FN MAG", "FN Herstal", "BEL", (1980, 2008), "MAG %% ####", "BEL"),
    make("PKM", "Kovrov Mechanical Plant", "SUN", (1971, 1990), "ЯЯ ###", ""),
    make("cal .50, M2", "General Dynamics", "USA", (1978, 2015), "######", "USA"),
    make("DShKM", "Kovrov Mechanical Plant", "SUN", (1955, 1989), "Я-####", ""),
    make("anti-materiel, M107", "Barrett", "USA", (2004, 2016), "AA0#####", "USA"),
    make("L115A3", "Accuracy International", "GBR", (2008, 2015), "GB 08-####", "GBR"),
    make("SVD", "Izhmash", "SUN", (1968, 1991), "ЯЯ-###", ""),
    make("(M79)", "Kanarr", "USA", (1965, 1971), "K######", "USA"),
    make("M320", "Heckler & Koch", "USA", (2009, 2018), "HK#####", "USA"),
    make("Mk 19", "Saco Defense", "USA", (1984, 2006), "19-#####", "USA"),
    make("2B14", "", "SUN", (1983, 1991), "Я ####", ""),
    make("MO-120", "Thomson-Brandt", "FRA", (1980, 1998), "TB %%-####", "FRA"),
    make("Mortar", "Watervliet Arsenal", "USA", (1985, 2010), "WVA ####", "USA"),
    make("Launcher, RPG-7", "Kovrov Mechanical Plant", "SUN", (1968, 1990), "ЯЯ ####", ""),
    make("Carl Gustaf", "Saab Bofors", "SWE", (1992, 2012), "CG #####", "SWE"),
    make("Javelin", "Javelin Joint Venture", "USA", (2010, 2023), "JV######", "USA"),
    make("Stinger", "Raytheon", "USA", (1988, 2006), "ST######", "USA"),
    make("NLAW", "Saab", "GBR", (2009, 2022), "NL-######", "GBR"),
    make("Mistral", "MBDA", "FRA", (2005, 2020), "MI %%-####", "FRA"),
    make("Starstreak", "Thales", "GBR", (2008, 2022), "SK #####", "GBR"),
    make("9M22U", "Splav", "SUN", (1978, 1990), "Я-#####", ""),
    make("PVS-14", "Harris", "USA", (2006, 2020), "H#######", "USA"),
    make("PEQ-15", "Insight Technology", "USA", (2007, 2019), "I######", "USA"),
    make("AN/PRC", "Harris", "USA", (2009, 2022), "A####-#####", "USA"),
    make("Leopard", "Krauss-Maffei", "DEU", (1985, 1992), "KM #####", "POL"),
];

/// For everything else: by the nation the catalogue names in the note, else any of these.
const OTHERS: [Make; 7] = [
    make("UK", "", "GBR", (1998, 2022), "GB%%@#####", "GBR"),
    make("FR", "", "FRA", (1996, 2022), "FR %%-#####", "FRA"),
    make("DE", "", "DEU", (1989, 2021), "DE #####@", "DEU"),
    make("PL", "", "POL", (1995, 2023), "PL ####/%%", "POL"),
    make("CZ", "", "CZE", (1994, 2022), "CZ@######", "CZE"),
    make("UA", "", "UKR", (1985, 2024), "УК ######", ""),
    make("US", "", "USA", (1990, 2022), "US@@######", "USA"),
];

const CYRILLIC: [char; 24] = [
    'А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'З', 'И', 'К', 'Л', 'М', 'Н', 'П', 'Р', 'С', 'Т', 'У', 'Ф', 'Х', 'Ц',
    'Ш', 'Э', 'Ю',
];
const LATIN: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

const NO_TRANSFER: &str = "No transfer to third parties without the written consent of the exporting state.";
const MONITORED: &str =
    "Enhanced end-use monitoring: inventory by serial within 90 days of arrival, then every year.";

/// The serials given so far.
#[derive(Default)]
pub(super) struct Serials {
    taken: HashSet<SerialKey>,
    unmarked: u32,
}

impl Serials {
    /// All that is written down about one new thing.
    pub fn details(&mut self, item: &Item, random: &mut Random) -> AssetDetails {
        let make = make_of(item, random);
        let year = random.within(make.years.0.into(), make.years.1.into()) as u16;
        let weapon = matches!(item.details.category, Category::Weapon | Category::Ammunition);
        AssetDetails {
            item: item.id,
            serial: self.fresh(make.pattern, year, random),
            serial_unmarked: false,
            maker: make.maker.map(str::to_owned),
            made_in: Some(make.made_in.to_owned()),
            made_year: Some(year),
            model: weapon.then(|| model(&item.known_as)),
            calibre: item.details.calibre.clone(),
            marking_location: weapon.then(|| marking(&item.known_as).to_owned()),
            import_mark: (weapon && make.donor.is_some()).then(|| "UA 26".to_owned()),
            provenance: provenance(item, make, random),
            note: None,
        }
    }

    /// The same, on which no serial was found.
    pub fn unmarked(&mut self, item: &Item, random: &mut Random) -> AssetDetails {
        self.unmarked += 1;
        let note = Some("Plate worn off: look for the number under the stock.".to_owned());
        let serial = format!("unmarked-{}", self.unmarked);
        AssetDetails { serial, serial_unmarked: true, note, ..self.details(item, random) }
    }

    /// A serial nobody has, nor one that reads like it.
    fn fresh(&mut self, pattern: &str, year: u16, random: &mut Random) -> String {
        loop {
            let serial = filled_in(pattern, year, random);
            if self.taken.insert(normalise(&serial)) {
                return serial;
            }
        }
    }
}

fn make_of(item: &Item, random: &mut Random) -> &'static Make {
    let known = MAKES.iter().find(|make| item.known_as.contains(make.known_by));
    known.unwrap_or_else(|| {
        let note = item.details.note.as_deref().unwrap_or_default();
        let named = OTHERS.iter().find(|make| note.starts_with(make.known_by));
        named.unwrap_or_else(|| random.pick(&OTHERS))
    })
}

fn filled_in(pattern: &str, year: u16, random: &mut Random) -> String {
    let mut serial = String::with_capacity(pattern.len());
    let mut digits_of_year = [year / 10 % 10, year % 10].into_iter();
    for sign in pattern.chars() {
        serial.push(match sign {
            '#' => char::from(b'0' + random.below(10) as u8),
            '@' => char::from(*random.pick(LATIN)),
            'Я' => *random.pick(&CYRILLIC),
            '%' => char::from(b'0' + digits_of_year.next().unwrap_or_default() as u8),
            plain => plain,
        });
    }
    serial
}

/// The catalogue's name without its first word: "M4A1" of "Carbine, 5.56 mm, M4A1".
fn model(name: &str) -> String {
    let last = name.rsplit(", ").next().unwrap_or(name);
    match last.split_once('(') {
        Some((_, model)) => model.trim_end_matches(')').to_owned(),
        None => last.to_owned(),
    }
}

fn marking(name: &str) -> &'static str {
    match name.split([',', ' ']).next() {
        Some("Pistol") => "Frame, left side",
        Some("Mortar" | "Howitzer") => "Breech ring",
        Some("Launcher" | "Rocket" | "Guided") => "Tube, left side",
        _ => "Receiver, left side",
    }
}

fn provenance(item: &Item, make: &Make, random: &mut Random) -> Provenance {
    let Some(donor) = make.donor else {
        return Provenance { owner: Some("UKR".to_owned()), ..Provenance::default() };
    };
    let on_loan = random.percent(6);
    let monitored = item.details.note.as_deref().is_some_and(|note| note.contains("EEUM"));
    let conditions = if monitored { Some(MONITORED) } else { random.percent(70).then_some(NO_TRANSFER) };
    let consent = conditions.is_some() && random.percent(25);
    Provenance {
        owner: Some(if on_loan { donor } else { "UKR" }.to_owned()),
        donor: Some(donor.to_owned()),
        original_exporter: (donor != make.made_in).then(|| make.made_in.to_owned()),
        conditions_of_use: conditions.map(str::to_owned),
        retransfer_consent: consent.then(|| format!("{}-RTC-{:04}", make.made_in, random.below(10_000))),
    }
}

/// Who gave a lot, and on what terms.
pub(super) fn lot_provenance(item: &Item, random: &mut Random) -> (Option<String>, Provenance) {
    let make = make_of(item, random);
    (make.maker.map(str::to_owned), provenance(item, make, random))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_filled_in_sign_by_sign() {
        let mut random = Random::new(7);
        for (pattern, length) in [("FR %%-#####", 11), ("ЯЯ####", 6), ("@@@@###", 7)] {
            let serial = filled_in(pattern, 2019, &mut random);
            assert_eq!(serial.chars().count(), length);
            assert!(!serial.contains(['#', '@', '%']), "{serial}");
        }
        assert!(filled_in("FR %%-#####", 2019, &mut random).starts_with("FR 19-"));
    }

    #[test]
    fn the_model_is_what_the_name_ends_in() {
        for (name, model_of) in [
            ("Rifle, 5.56 mm (M16A1)", "M16A1"),
            ("Carbine, 5.56 mm, M4A1", "M4A1"),
            ("Launcher, RPG-7", "RPG-7"),
        ] {
            assert_eq!(model(name), model_of);
        }
    }
}
