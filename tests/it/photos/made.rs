//! What is made of a file that somebody sent.

use std::fs::File;
use std::io::{Seek, Write};
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use rstest::rstest;
use yishi::domain::photos::{Fault, LARGE, SMALL};
use yishi::kit::picture::{Picture, make};

use super::{exif, file, jpeg, with_segment};

fn given(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

fn made(bytes: &[u8]) -> Result<Picture, Fault> {
    make(given(bytes), Instant::now() + Duration::from_secs(60))
}

fn opened(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

#[rstest]
#[case(ImageFormat::Jpeg)]
#[case(ImageFormat::Png)]
#[case(ImageFormat::WebP)]
fn every_format_becomes_two_jpegs(#[case] format: ImageFormat) {
    let picture = made(&file(format, 2400, 1200)).unwrap();
    assert_eq!((picture.width, picture.height), (LARGE, LARGE / 2));
    let (large, small) = (opened(&picture.large), opened(&picture.small));
    assert_eq!((large.width(), large.height()), (LARGE, LARGE / 2));
    assert_eq!((small.width(), small.height()), (SMALL, SMALL / 2));
}

#[test]
fn a_small_picture_is_not_blown_up() {
    let picture = made(&jpeg(30, 20)).unwrap();
    assert_eq!((picture.width, picture.height), (30, 20));
}

#[test]
fn a_photo_loses_place_and_camera_and_stands_upright() {
    let sent = with_segment(&jpeg(60, 40), 0xe1, &exif());
    assert!(holds(&sent, b"Exif") && holds(&sent, b"PLACE-OF-TAKING"));
    let picture = made(&sent).unwrap();
    assert_eq!((picture.width, picture.height), (40, 60), "turned");
    for bytes in [&picture.large, &picture.small] {
        assert!(!holds(bytes, b"Exif") && !holds(bytes, b"PLACE-OF-TAKING"));
    }
}

#[test]
fn a_picture_that_is_also_a_page_is_a_picture_only() {
    let page = b"<html><script>alert(1)</script></html>";
    let mut sent = with_segment(&jpeg(60, 40), 0xfe, page);
    sent.extend(page);
    let picture = made(&sent).unwrap();
    assert!(!holds(&picture.large, b"script"));
}

#[rstest]
#[case::gif(b"GIF89a\x01\0\x01\0\0\0\0;")]
#[case::svg(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
#[case::html(b"<!doctype html><script>alert(1)</script>")]
#[case::tiff(b"II*\0\x08\0\0\0")]
#[case::text("只是一段文字".as_bytes())]
#[case::one_byte(b"\xff")]
#[case::nothing(b"")]
fn what_is_no_photo_is_not_taken_whatever_its_name(#[case] bytes: &[u8]) {
    assert_eq!(made(bytes), Err(Fault::Type));
}

#[rstest]
#[case(ImageFormat::Jpeg)]
#[case(ImageFormat::Png)]
#[case(ImageFormat::WebP)]
fn a_file_that_was_cut_off_is_damaged(#[case] format: ImageFormat) {
    let whole = file(format, 400, 300);
    for part in [whole.len() / 2, whole.len() / 5, 20] {
        assert_eq!(made(&whole[..part]), Err(Fault::Damaged), "{part}");
    }
}

#[test]
fn noise_behind_a_right_beginning_is_damaged() {
    for head in [
        &b"\xff\xd8\xff"[..],
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
    ] {
        let mut bytes = head.to_vec();
        bytes.extend((0..4_000_u32).map(|i| u8::try_from(i * 131 % 251).unwrap()));
        assert_eq!(made(&bytes), Err(Fault::Damaged));
    }
}

/// A PNG whose head promises so many pixels.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(&head);
    bytes.extend(crc(&head).to_be_bytes());
    let data = b"IDAT\x78\x9c\x03\0\0\0\0\x01";
    bytes.extend(8_u32.to_be_bytes());
    bytes.extend(data);
    bytes.extend(crc(data).to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

#[test]
fn a_png_of_200_megapixels_is_refused_by_its_head() {
    assert_eq!(made(&bomb(20_000, 10_000)), Err(Fault::TooManyPixels));
    assert_eq!(made(&bomb(u32::MAX >> 1, 2)), Err(Fault::TooManyPixels));
}

#[test]
fn a_png_of_few_pixels_with_too_many_bits_is_refused_for_its_bits() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let deep = image::ImageBuffer::<image::Rgba<u16>, _>::new(4_000, 4_000);
    image::DynamicImage::from(deep)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    assert_eq!(made(&bytes.into_inner()), Err(Fault::TooDeep));
}

#[test]
fn a_jpeg_may_have_twice_the_pixels_of_others() {
    // 27 megapixels of one colour: little to read, and scaled on the way.
    let mut bytes = std::io::Cursor::new(Vec::new());
    let plain = image::GrayImage::new(9_000, 3_000);
    plain.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    let picture = made(&bytes.into_inner()).unwrap();
    assert_eq!((picture.width, picture.height), (1600, 533));
    let mut bytes = std::io::Cursor::new(Vec::new());
    plain.write_to(&mut bytes, ImageFormat::Png).unwrap();
    assert_eq!(made(&bytes.into_inner()), Err(Fault::TooManyPixels));
}

#[test]
fn a_file_that_takes_too_long_is_left() {
    let late = Instant::now().checked_sub(Duration::from_secs(1)).unwrap();
    assert_eq!(make(given(&jpeg(60, 40)), late), Err(Fault::TooSlow));
}

#[test]
fn what_was_see_through_stands_on_white() {
    let glass = RgbaImage::from_pixel(20, 20, Rgba([0, 0, 0, 0]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    glass.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let picture = made(&bytes.into_inner()).unwrap();
    let seen = opened(&picture.large).to_rgb8();
    assert!(seen.pixels().all(|p| p.0.iter().all(|c| *c > 250)));
}
