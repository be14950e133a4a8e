//! A QR code (ISO/IEC 18004) as one vector path.

use std::fmt::Write;

use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode};

use crate::ExportError;

/// An SVG without a quiet zone; the page leaves the four modules around it.
///
/// A quarter of the code may be smudged (level Q); longer texts get less, down to 7 % (level L).
pub fn draw(text: &str) -> Result<String, ExportError> {
    let code = [EcLevel::Q, EcLevel::M, EcLevel::L]
        .into_iter()
        .map(|level| QrCode::with_error_correction_level(text, level))
        .find(|attempt| !matches!(attempt, Err(QrError::DataTooLong)))
        .and_then(Result::ok)
        .ok_or(ExportError::QrTooLong { bytes: text.len() })?;
    Ok(svg(&code))
}

fn svg(code: &QrCode) -> String {
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left == right) {
            if run[0] == Color::Dark {
                write!(path, "M{x} {y}h{}v1h-{}z", run.len(), run.len())
                    .expect("writing to a string cannot fail");
            }
            x += run.len();
        }
    }
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}" shape-rendering="crispEdges"><path fill="#000" d="{path}"/></svg>"##
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_up_to_its_limit() {
        assert!(draw("").is_ok());
        assert!(draw("HR-2026-0042").unwrap().contains("<path"));
        assert!(draw(&"x".repeat(2953)).is_ok());
        assert!(matches!(draw(&"x".repeat(2954)), Err(ExportError::QrTooLong { bytes: 2954 })));
    }

    #[test]
    fn the_drawing_has_as_many_dark_modules_as_the_code() {
        let code = QrCode::with_error_correction_level("Komora", EcLevel::Q).unwrap();
        let dark = code.to_colors().iter().filter(|it| **it == Color::Dark).count();
        let drawing = svg(&code);
        let drawn: usize = drawing
            .split('h')
            .filter_map(|piece| piece.split_once('v'))
            .filter_map(|(length, _)| length.parse::<usize>().ok())
            .sum();
        assert_eq!(drawn, dark);
    }
}
