//! A QR code (ISO/IEC 18004) as a PNG for printing: black on white, with the quiet zone a reader needs.

use png::{BitDepth, ColorType, Encoder, EncodingError, PixelDimensions, Unit};
use qrcode::{Color, QrCode};

/// Light modules on every side, as the standard asks.
const QUIET: usize = 4;
/// A module's width and height: a whole number of pixels, so that no edge is blurred.
const MODULE_PX: usize = 10;
/// 300 to the inch: a module is printed 0.85 mm wide.
const PIXELS_PER_METRE: u32 = 11_811;
const DARK: u8 = 0;
const LIGHT: u8 = 255;

/// The bytes of the file.
pub fn png(code: &QrCode) -> Vec<u8> {
    let side_px = (code.width() + 2 * QUIET) * MODULE_PX;
    let mut pixels = vec![LIGHT; side_px * side_px];
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
            let (top, left) = ((y + QUIET) * MODULE_PX, (x + QUIET) * MODULE_PX);
            for line in top..top + MODULE_PX {
                let start = line * side_px + left;
                pixels[start..start + MODULE_PX].fill(DARK);
            }
        }
    }
    let side_px = u32::try_from(side_px).expect("the largest code has 177 modules");
    encoded(&pixels, side_px).expect("a square of pixels in memory is a picture")
}

fn encoded(pixels: &[u8], side_px: u32) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, side_px, side_px);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: PIXELS_PER_METRE,
        yppu: PIXELS_PER_METRE,
        unit: Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use qrcode::EcLevel;

    use super::*;

    #[test]
    fn every_pixel_is_that_of_its_module_and_nothing_stands_in_the_quiet_zone() {
        // The smallest code, one of the usual size, and the largest.
        for length in [1, 120, 2953] {
            let code = QrCode::with_error_correction_level("x".repeat(length), EcLevel::L).unwrap();
            let mut reader = png::Decoder::new(Cursor::new(png(&code))).read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let picture = reader.next_frame(&mut pixels).unwrap();
            assert_eq!((picture.color_type, picture.bit_depth), (ColorType::Grayscale, BitDepth::Eight));

            let side_px = (code.width() + 8) * MODULE_PX;
            assert_eq!(pixels.len(), side_px * side_px);
            let colors = code.to_colors();
            for (at, pixel) in pixels.iter().enumerate() {
                let module =
                    |pixel: usize| (pixel / MODULE_PX).checked_sub(4).filter(|it| *it < code.width());
                let dark = match (module(at % side_px), module(at / side_px)) {
                    (Some(x), Some(y)) => colors[y * code.width() + x] == Color::Dark,
                    _ => false,
                };
                assert_eq!(*pixel, if dark { 0 } else { 255 }, "pixel {at} of {length} letters");
            }
        }
    }

    #[test]
    fn a_printer_is_told_how_large_a_module_is() {
        let code = QrCode::new("Komora").unwrap();
        let reader = png::Decoder::new(Cursor::new(png(&code))).read_info().unwrap();
        let told = reader.info().pixel_dims.unwrap();
        assert_eq!((told.xppu, told.yppu, told.unit), (PIXELS_PER_METRE, PIXELS_PER_METRE, Unit::Meter));
    }
}
