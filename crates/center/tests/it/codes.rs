//! The code a laptop joins with, as it lies on the operator's desk.

use std::io::BufReader;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use feed::roles;
use qrcode::{Color, QrCode};
use tempfile::TempDir;

use crate::admin::{begun, hex, run, told, with_control_scopes};
use crate::enrolling::{LATER, voucher};

/// A module of the picture in pixels, and the light ones around it.
const MODULE_PX: usize = 10;
const QUIET: usize = 4;

/// A center with one voucher to spend.
struct Desk {
    folder: TempDir,
    hub: String,
    role: String,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("data");
        let (world, _) = begun(&data);
        with_control_scopes(folder.path(), &data, &world);
        let desk = Self { folder, hub: world.hub_id.to_string(), role: roles::QUARTERMASTER.to_string() };
        let secret = [7; 16];
        let voucher = voucher(&world, world.roster_scope(), LATER, &secret);
        let file = desk.file("vouchers");
        std::fs::write(&file, format!("{} {}\n", hex(&voucher.to_bytes()), hex(&secret))).unwrap();
        told(&data, &["device", "vouchers", file.to_str().unwrap()]);
        desk
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.file("data")
    }

    /// `device code`, drawn into these files.
    fn asked<'a>(&'a self, pictures: &[&'a str]) -> Vec<&'a str> {
        let (hub, role) = (self.hub.as_str(), self.role.as_str());
        let mut asked =
            vec!["device", "code", "--hub", hub, "--role", role, "--address", "center.example:8443"];
        asked.extend_from_slice(pictures);
        asked
    }
}

/// The dark modules of a drawn code, by the middle of each.
fn modules(path: &Path, width: usize) -> Vec<Color> {
    let file = BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let side_px = (width + 2 * QUIET) * MODULE_PX;
    assert_eq!(pixels.len(), side_px * side_px);
    let middle = |module: usize| (module + QUIET) * MODULE_PX + MODULE_PX / 2;
    let at = |place: usize| pixels[middle(place / width) * side_px + middle(place % width)];
    (0..width * width).map(|place| if at(place) < 128 { Color::Dark } else { Color::Light }).collect()
}

#[test]
fn a_code_is_drawn_for_printing_as_it_is_told() {
    let desk = Desk::new();
    let png = desk.file("code.png");
    let printed = told(&desk.data(), &desk.asked(&["--png", png.to_str().unwrap()]));
    let code = QrCode::new(printed["scan"].as_str().unwrap()).unwrap();
    assert_eq!(modules(&png, code.width()), code.to_colors());
    let mode = std::fs::metadata(&png).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "it holds a secret");
}

#[test]
fn a_picture_that_is_there_is_kept_and_costs_no_code() {
    let desk = Desk::new();
    let (svg, png) = (desk.file("code.svg"), desk.file("code.png"));
    let both = ["--svg", svg.to_str().unwrap(), "--png", png.to_str().unwrap()];
    std::fs::write(&png, "another").unwrap();
    assert_eq!(run(&desk.data(), &desk.asked(&both)).status.code(), Some(3));
    assert_eq!(std::fs::read_to_string(&png).unwrap(), "another");
    assert!(!svg.exists(), "what was claimed for nothing goes away");

    std::fs::remove_file(&png).unwrap();
    told(&desk.data(), &desk.asked(&both));
    assert!(svg.exists() && png.exists());
}

#[test]
fn without_a_voucher_no_picture_is_left() {
    let desk = Desk::new();
    told(&desk.data(), &desk.asked(&[]));
    let png = desk.file("code.png");
    let asked = desk.asked(&["--png", png.to_str().unwrap()]);
    assert_eq!(run(&desk.data(), &asked).status.code(), Some(3));
    assert!(!png.exists());
}
