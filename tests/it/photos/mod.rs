//! Photos: what is taken of a file, how it comes to a topic, who sees it, and how it goes.

mod away;
mod device;
mod kept;
mod made;
mod sent;

use image::{ImageFormat, Rgb, RgbImage};

/// A picture of stripes, as wide and high as said, so that no two sizes look alike.
pub fn stripes(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let c = |n: u32| u8::try_from(n % 256).unwrap();
        Rgb([c(x * 7), c(y * 5), c(x + y)])
    })
}

/// The same as a file of a format.
pub fn file(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    stripes(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    file(ImageFormat::Jpeg, width, height)
}

/// A JPEG with a segment put behind its first two bytes.
pub fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, marker]);
    bytes.extend(length);
    bytes.extend(content);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// Metadata as a telephone writes them: lying on its side, at 32° 3′ north, taken with a camera that has a name.
pub fn exif() -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut bytes = tag.to_be_bytes().to_vec();
        bytes.extend(kind.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(value);
        bytes
    };
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 38_u32.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(0x0002, 5, 3, 68_u32.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    for part in [32_u32, 1, 3, 1, 0, 1] {
        tiff.extend(part.to_be_bytes());
    }
    tiff.extend(b"PLACE-OF-TAKING");
    tiff
}
