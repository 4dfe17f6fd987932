//! Making a small picture of what a server has sent. What it says besides, such as where it was taken,
//! is left out.
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
};
use std::io::Cursor;

/// Of each side, in pixels: sharp at 42 CSS pixels on a phone with three for each.
const SIDE: u32 = 128;
/// Of a side of what is read, in pixels.
const SIDE_MAX: u32 = 4_096;
/// What reading may take, in bytes: a picture of the largest sides in four colours.
const MEMORY_MAX: u64 = 4 * 4_096 * 4_096;
/// Of 100.
const QUALITY: u8 = 85;

/// Why nothing came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    NoPicture,
    TooLarge,
    Broken,
}

impl Unfit {
    /// For the site's admins.
    pub(super) fn sentence(self) -> String {
        match self {
            Self::NoPicture => "The answer is no picture: use PNG, JPEG, WebP or GIF.".to_owned(),
            Self::TooLarge => {
                format!("The picture is larger than {SIDE_MAX} by {SIDE_MAX} pixels.")
            }
            Self::Broken => "The picture cannot be read.".to_owned(),
        }
    }
}

impl From<ImageError> for Unfit {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge,
            _ => Self::Broken,
        }
    }
}

/// Its middle as a square: JPEG, or PNG where something shows through. Of moving pictures the first
/// one. Takes long: not for an async thread.
pub(super) fn shrink(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let small = read(bytes)?.resize_to_fill(SIDE, SIDE, FilterType::Triangle);
    let mut out = Vec::new();
    if small.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX) {
        small
            .to_rgba8()
            .write_with_encoder(PngEncoder::new(&mut out))?;
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        small.to_rgb8().write_with_encoder(encoder)?;
    }
    Ok(out)
}

/// The right way up.
fn read(bytes: &[u8]) -> Result<DynamicImage, Unfit> {
    let reader = ImageReader::new(Cursor::new(bytes));
    let mut reader = reader.with_guessed_format().map_err(|_| Unfit::Broken)?;
    if reader.format().is_none() {
        return Err(Unfit::NoPicture);
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut whole = DynamicImage::from_decoder(decoder)?;
    whole.apply_orientation(orientation);
    Ok(whole)
}

/// Of what [`shrink`] has made.
pub(super) fn media_type(bytes: &[u8]) -> &'static str {
    let format = image::guess_format(bytes).unwrap_or(ImageFormat::Jpeg);
    format.to_mime_type()
}

#[cfg(test)]
mod tests {
    use super::{SIDE, Unfit, media_type, shrink};
    use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
    use std::io::Cursor;

    /// Red on the left, blue on the right.
    fn halves(width: u32, height: u32) -> DynamicImage {
        let image = RgbImage::from_fn(width, height, |x, _| {
            Rgb(if x < width / 2 {
                [220, 0, 0]
            } else {
                [0, 0, 220]
            })
        });
        DynamicImage::ImageRgb8(image)
    }

    fn as_file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    #[test]
    fn every_format_becomes_a_small_square_of_its_middle() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::WebP,
            ImageFormat::Gif,
        ] {
            let small = shrink(&as_file(&halves(600, 200), format)).unwrap();
            assert_eq!(media_type(&small), "image/jpeg", "{format:?}");
            let small = image::load_from_memory(&small).unwrap().to_rgb8();
            assert_eq!(small.dimensions(), (SIDE, SIDE));
            // A picture that was pressed together would have the border elsewhere, or none.
            let (left, right) = (small.get_pixel(54, 64).0, small.get_pixel(74, 64).0);
            assert!(left[0] > 150 && left[2] < 80, "{format:?}: {left:?}");
            assert!(right[2] > 150 && right[0] < 80, "{format:?}: {right:?}");
            assert!(small.len() < 100_000);
        }
    }

    #[test]
    fn what_shows_through_stays_so() {
        let image = RgbaImage::from_pixel(300, 300, Rgba([0, 90, 0, 40]));
        let file = as_file(&DynamicImage::ImageRgba8(image), ImageFormat::Png);
        let small = shrink(&file).unwrap();
        assert_eq!(media_type(&small), "image/png");
        let small = image::load_from_memory(&small).unwrap().to_rgba8();
        assert_eq!(small.get_pixel(5, 5).0[3], 40);
    }

    /// A segment as cameras write it: how the picture is turned, and a word that would be where it
    /// was taken.
    fn turned_with_a_word(jpeg: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
        // 0x0112, orientation, as one SHORT: 3, upside down.
        exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\0");
        exif.extend(b"Mill Lane 7");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let (start, rest) = jpeg.split_at(2);
        [start, &[0xff, 0xe1], &length, &exif, rest].concat()
    }

    #[test]
    fn it_stands_the_right_way_up_and_says_nothing_besides() {
        let file = turned_with_a_word(&as_file(&halves(256, 256), ImageFormat::Jpeg));
        let small = shrink(&file).unwrap();
        assert!(!small.windows(9).any(|part| part == b"Mill Lane"));
        let small = image::load_from_memory(&small).unwrap().to_rgb8();
        assert!(
            small.get_pixel(20, 64).0[2] > 150,
            "blue is on the left now"
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused_and_takes_no_memory() {
        assert_eq!(
            shrink(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            Err(Unfit::NoPicture)
        );
        assert_eq!(shrink(b""), Err(Unfit::NoPicture));
        let whole = as_file(&halves(64, 64), ImageFormat::Png);
        assert_eq!(shrink(&whole[..whole.len() / 2]), Err(Unfit::Broken));
        // It says in 33 bytes that it is 60,000 pixels wide and high.
        let mut bomb = whole[..33].to_vec();
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let crc = crc32(&bomb[12..29]).to_be_bytes();
        bomb[29..33].copy_from_slice(&crc);
        bomb.extend_from_slice(&whole[33..]);
        assert_eq!(shrink(&bomb), Err(Unfit::TooLarge));
    }

    /// As PNG has it (ISO 3309).
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
            })
        })
    }
}
