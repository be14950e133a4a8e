//! Documents as the app would ask for them, in three languages.

use chrono::{DateTime, NaiveDate};
use exports::{Cell, Column, ColumnKind, Fact, Labels, Orientation, Report, SignatureBox, Table};

pub fn all() -> Vec<(&'static str, Report)> {
    vec![
        ("weapons-uk", weapons(60)),
        ("weapons-500-uk", weapons(500)),
        ("hand-receipt-fr", hand_receipt()),
        ("recovery-code-en", recovery_code()),
    ]
}

fn column(key: &str, title: &str, kind: ColumnKind, weight: u16) -> Column {
    Column { key: key.into(), title: title.into(), kind, weight }
}

fn fact(label: &str, value: &str, mono: bool) -> Fact {
    Fact { label: label.into(), value: value.into(), mono }
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

/// A landscape list of `rows` weapons.
pub fn weapons(rows: usize) -> Report {
    Report {
        title: "Відомість наявності озброєння".into(),
        subtitle: Some("Усі місця зберігання, стан: будь-який".into()),
        language: "uk".into(),
        classification: "ДЛЯ СЛУЖБОВОГО КОРИСТУВАННЯ".into(),
        hub: "HUB-BIRCH".into(),
        document_number: Some("INV-2026-000317".into()),
        as_of: "6 березня 2026 р., 14:02".into(),
        made_by: "Начальник складу".into(),
        made_at: Some(moment("2026-03-06T14:02:00+02:00")),
        table: Some(Table { columns: weapon_columns(), rows: (0..rows).map(weapon).collect() }),
        qr: Some("komora:1:INV-2026-000317:0198c1f2-8d4e-7a3b-9c1d-2e5f60718293".into()),
        labels: Labels {
            page: "Сторінка {page} з {pages}".into(),
            document: "Документ".into(),
            as_of: "Станом на".into(),
            made_by: "Склав".into(),
            hub: "Хаб".into(),
            total_rows: "Усього рядків".into(),
            signature: "Підпис".into(),
            date: "Дата".into(),
            name: "Посада, прізвище".into(),
            scan: "Зчитати в Komora".into(),
            about: "Про документ".into(),
        },
        orientation: Orientation::Landscape,
        ..Report::default()
    }
}

fn weapon_columns() -> Vec<Column> {
    vec![
        column("line", "№", ColumnKind::Number, 0),
        column("serial", "Серійний номер", ColumnKind::Mono, 0),
        column("nsn", "NSN", ColumnKind::Mono, 0),
        column("name", "Найменування", ColumnKind::Text, 3),
        column("place", "Місце", ColumnKind::Text, 2),
        column("condition", "Стан", ColumnKind::Status, 0),
        column("holder", "На обліку за", ColumnKind::Text, 2),
        column("received", "Надійшло", ColumnKind::Date, 0),
        column("price", "Ціна, €", ColumnKind::Money, 0),
    ]
}

fn weapon(index: usize) -> Vec<Cell> {
    const NAMES: [(&str, &str, &str, i64); 5] = [
        ("Карабін M4A1, 5,56 мм", "1005-01-382-0953", "W", 64_700),
        ("Кулемет M240B, 7,62 мм", "1005-01-412-3129", "U0", 660_000),
        ("Гранатомет M320, 40 мм", "1010-01-546-7282", "G-", 129_950),
        ("Пістолет M17, 9 мм", "1005-01-669-7600", "58A0", 20_700),
        (
            "Гвинтівка снайперська M110A1 (CSASS), 7,62 мм, з оптичним прицілом і глушником",
            "1005-01-662-7087",
            "O0B8",
            1_250_000,
        ),
    ];
    const CONDITIONS: [&str; 3] = ["Придатне", "Потребує ремонту", "Непридатне"];
    let (name, nsn, prefix, cents) = NAMES[index % NAMES.len()];
    let received = NaiveDate::from_ymd_opt(2025, 1, 7).unwrap_or_default();
    vec![
        Cell::Integer(index as i64 + 1),
        text(&format!("{prefix}{:05}", (index * 7919 + 10_808) % 100_000)),
        text(nsn),
        text(name),
        text(&format!("Склад 2 › Стелаж {} › Комірка {}", index % 6 + 1, index % 24 + 1)),
        text(CONDITIONS[(index / 7) % 3]),
        if index.is_multiple_of(4) {
            Cell::Empty
        } else {
            text("2 рота, 3 механізований батальйон")
        },
        Cell::Date(received + chrono::Days::new(index as u64 * 3 % 400)),
        Cell::Decimal { minor: cents, places: 2 },
    ]
}

/// A portrait receipt with hands to sign and a code to scan.
pub fn hand_receipt() -> Report {
    let line = |number: i64, serial: &str, name: &str, kit: &str| {
        vec![Cell::Integer(number), text(serial), text(name), text(kit), Cell::Integer(1)]
    };
    Report {
        title: "Reçu de prise en charge".into(),
        subtitle: Some("Matériel remis contre signature, restitution sur demande".into()),
        language: "fr".into(),
        classification: "DIFFUSION RESTREINTE".into(),
        hub: "HUB-BOULEAU".into(),
        document_number: Some("HR-2026-000042".into()),
        as_of: "6 mars 2026 à 14 h 02".into(),
        made_by: "Armurier de service".into(),
        facts: vec![
            fact("Bénéficiaire", "2ᵉ compagnie, 3ᵉ bataillon mécanisé", false),
            fact("Motif", "Dotation initiale", false),
            fact("Restitution prévue", "30/09/2026", false),
            fact("État à la remise", "Bon état de service", false),
            fact("Propriétaire", "Canada · don 2024/117", false),
            fact("Accord de retransfert", "CA-RT-2024-00O0118", true),
        ],
        table: Some(Table {
            columns: vec![
                column("line", "Nº", ColumnKind::Number, 0),
                column("serial", "Numéro de série", ColumnKind::Mono, 0),
                column("name", "Désignation", ColumnKind::Text, 2),
                column("kit", "Accessoires", ColumnKind::Text, 2),
                column("quantity", "Quantité", ColumnKind::Number, 0),
            ],
            rows: vec![
                line(1, "W108O08", "Carabine M4A1, 5,56 mm", "Bretelle, 7 chargeurs, nécessaire de nettoyage"),
                line(2, "W1O8009", "Carabine M4A1, 5,56 mm", "Bretelle, 7 chargeurs"),
                line(3, "U018811", "Mitrailleuse M240B, 7,62 mm", "Affût trépied, canon de rechange"),
                line(4, "G-04471", "Lance-grenades M320, 40 mm", "Étui"),
            ],
        }),
        notes: vec![
            "Le signataire répond du matériel jusqu’à sa restitution ou sa remise à un tiers contre un nouveau reçu. Toute perte est signalée sans délai.".into(),
        ],
        signatures: vec![
            SignatureBox { role: "Remis par".into(), name: Some("Armurier, HUB-BOULEAU".into()) },
            SignatureBox { role: "Reçu par".into(), name: None },
            SignatureBox { role: "Témoin".into(), name: None },
        ],
        qr: Some("komora:1:HR-2026-000042:0198c1f2-8d4e-7a3b-9c1d-2e5f60718293:W108O08,W1O8009,U018811,G-04471".into()),
        labels: Labels {
            page: "Page {page} sur {pages}".into(),
            document: "Document".into(),
            as_of: "Situation au".into(),
            made_by: "Établi par".into(),
            hub: "Plateforme".into(),
            total_rows: "Lignes".into(),
            signature: "Signature".into(),
            date: "Date".into(),
            name: "Nom, grade".into(),
            scan: "À lire avec Komora".into(),
            about: "Document".into(),
        },
        ..Report::default()
    }
}

/// The sheet printed once, at first run, and locked away.
pub fn recovery_code() -> Report {
    Report {
        title: "Recovery code".into(),
        subtitle: Some("Opens the books of HUB-BIRCH when every passphrase is lost".into()),
        language: "en".into(),
        classification: "RESTRICTED".into(),
        hub: "HUB-BIRCH".into(),
        as_of: "6 March 2026, 14:02".into(),
        made_by: "Komora on the storeroom laptop".into(),
        featured: Some(fact("Recovery code", "K7QM-0RX4-9TOW-PL2D-6HVC-81BN-EZ3J-5FYA", true)),
        facts: vec![
            fact("Store", "0198c1f2-8d4e-7a3b-9c1d-2e5f60718293", true),
            fact("Replaces", "nothing, this is the first", false),
        ],
        notes: vec![
            "Keep this sheet in the safe, in a sealed envelope, away from the laptop. Whoever holds both can read everything.".into(),
            "To use it: choose “I have a recovery code” on the unlock screen, type the code, and set a new passphrase at once.".into(),
        ],
        signatures: vec![
            SignatureBox { role: "Sealed by".into(), name: None },
            SignatureBox { role: "Witnessed by".into(), name: None },
        ],
        labels: Labels {
            page: "Page {page} of {pages}".into(),
            document: "Document".into(),
            as_of: "As of".into(),
            made_by: "Made by".into(),
            hub: "Hub".into(),
            total_rows: "Rows".into(),
            signature: "Signature".into(),
            date: "Date".into(),
            name: "Name, rank".into(),
            scan: "Scan with Komora".into(),
            about: "About".into(),
        },
        ..Report::default()
    }
}

pub fn moment(written: &str) -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339(written).unwrap_or_default()
}
