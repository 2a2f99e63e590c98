//! Pictures: a file that somebody sent becomes two clean JPEGs, or a reason why not.
//!
//! What a file is, its first bytes say, never its name. It is decoded within bounds of pixels, memory and
//! time, one at a time for the whole process, and encoded anew: of what was sent nothing is kept but the
//! pixels, turned upright; metadata, place and whatever else hid in the file are gone.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::time::{Duration, Instant};

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use jpeg_decoder::{CodingProcess, Decoder, PixelFormat};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::domain::photos::{Fault, JPEG_PIXELS, LARGE, PIXELS, SMALL};

/// How long a picture waits for its turn.
const PATIENCE: Duration = Duration::from_secs(25);

/// How long a picture may be read.
const TIME: Duration = Duration::from_secs(8);

/// The most bytes that a decoder may ask for: [`PIXELS`] with four bytes each, and some for its work.
const MEMORY: u64 = 112 * 1024 * 1024;

/// Quality of the JPEGs, of 100.
const QUALITY: u8 = 82;

/// The media type of every picture that is kept.
pub const MEDIA_TYPE: &str = "image/jpeg";

/// A picture, made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The JPEG as it is looked at.
    pub large: Vec<u8>,
    /// The JPEG as it stands in a page.
    pub small: Vec<u8>,
    /// Width of the large one.
    pub width: u32,
    /// Height of the large one.
    pub height: u32,
}

/// Makes pictures, one at a time.
#[derive(Debug, Clone)]
pub struct Pictures(Arc<Semaphore>);

impl Default for Pictures {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Pictures {
    /// Makes a picture of a file, in a thread where it may take its time.
    ///
    /// # Errors
    /// Why it is not taken.
    pub async fn make(&self, file: File) -> Result<Picture, Fault> {
        let turn = timeout(PATIENCE, self.0.clone().acquire_owned()).await;
        let turn = turn.ok().and_then(Result::ok).ok_or(Fault::Busy)?;
        let made = spawn_blocking(move || {
            let made = make(file, Instant::now() + TIME);
            drop(turn);
            made
        });
        // A decoder that panics on a file has shown that the file is damaged.
        made.await.unwrap_or(Err(Fault::Damaged))
    }
}

/// A file that cannot be read after a certain time.
struct Until {
    file: File,
    until: Instant,
}

impl Read for Until {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if Instant::now() > self.until {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.file.read(into)
    }
}

impl Seek for Until {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Makes a picture of a file; from `until` on nothing more is read of it.
///
/// # Errors
/// Why it is not taken.
pub fn make(file: File, until: Instant) -> Result<Picture, Fault> {
    let damaged = |_| fault(until);
    let mut file = BufReader::new(Until { file, until });
    file.rewind().map_err(damaged)?;
    let format = format(file.fill_buf().map_err(damaged)?).ok_or(Fault::Type)?;
    let upright = match format {
        ImageFormat::Jpeg => jpeg(file, until)?,
        other => plain(file, other, until)?,
    };
    let large = flat(&within(upright, LARGE));
    let small = flat(&within(DynamicImage::ImageRgb8(large.clone()), SMALL));
    Ok(Picture {
        width: large.width(),
        height: large.height(),
        large: encoded(&large)?,
        small: encoded(&small)?,
    })
}

/// What went wrong while a file was read.
fn fault(until: Instant) -> Fault {
    if Instant::now() > until {
        Fault::TooSlow
    } else {
        Fault::Damaged
    }
}

/// What a file is, by its first bytes.
fn format(head: &[u8]) -> Option<ImageFormat> {
    match head {
        [0xff, 0xd8, 0xff, ..] => Some(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(ImageFormat::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// A JPEG is made smaller while it is decoded, by the cosine transform itself. One in several passes
/// keeps all its coefficients meanwhile: fewer pixels then.
fn jpeg(file: BufReader<Until>, until: Instant) -> Result<DynamicImage, Fault> {
    let damaged = |_| fault(until);
    let mut decoder = Decoder::new(file);
    decoder.read_info().map_err(damaged)?;
    let info = decoder.info().ok_or(Fault::Damaged)?;
    let pixels = u64::from(info.width) * u64::from(info.height);
    let most = match info.coding_process {
        CodingProcess::DctSequential => JPEG_PIXELS,
        CodingProcess::DctProgressive | CodingProcess::Lossless => PIXELS,
    };
    if pixels > most {
        return Err(Fault::TooManyPixels);
    }
    let side = u16::try_from(LARGE).unwrap_or(u16::MAX);
    let (width, height) = decoder.scale(side, side).map_err(damaged)?;
    let bytes = decoder.decode().map_err(damaged)?;
    let turned = decoder.exif_data().and_then(Orientation::from_exif_chunk);
    let (width, height) = (u32::from(width), u32::from(height));
    let mut made = match info.pixel_format {
        PixelFormat::L8 => image::GrayImage::from_raw(width, height, bytes).map(Into::into),
        PixelFormat::RGB24 => RgbImage::from_raw(width, height, bytes).map(Into::into),
        PixelFormat::CMYK32 => RgbImage::from_raw(width, height, of_ink(&bytes)).map(Into::into),
        PixelFormat::L16 => None,
    }
    .ok_or(Fault::Damaged)?;
    if let Some(turned) = turned {
        DynamicImage::apply_orientation(&mut made, turned);
    }
    Ok(made)
}

/// Ink to light: as printing shops send it.
fn of_ink(bytes: &[u8]) -> Vec<u8> {
    let light = |ink: u8, black: u8| {
        let both = u16::from(255 - ink) * u16::from(255 - black) / 255;
        u8::try_from(both).unwrap_or(u8::MAX)
    };
    bytes
        .chunks_exact(4)
        .flat_map(|p| [light(p[0], p[3]), light(p[1], p[3]), light(p[2], p[3])])
        .collect()
}

/// PNG and WebP.
fn plain(
    file: BufReader<Until>,
    format: ImageFormat,
    until: Instant,
) -> Result<DynamicImage, Fault> {
    let damaged = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => Fault::TooManyPixels,
        _ => fault(until),
    };
    let mut reader = ImageReader::with_format(file, format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Fault::TooManyPixels);
    }
    if decoder.total_bytes() > MEMORY {
        return Err(Fault::TooDeep);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut made = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if width > LARGE || height > LARGE {
        made = within(made, LARGE);
    }
    made.apply_orientation(turned);
    Ok(made)
}

/// No side longer than this.
fn within(image: DynamicImage, side: u32) -> DynamicImage {
    if image.width() > side || image.height() > side {
        image.thumbnail(side, side)
    } else {
        image
    }
}

/// On white paper, where it was see-through.
fn flat(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let seen = image.to_rgba8();
    let mut paper = RgbImage::new(seen.width(), seen.height());
    for (on, dot) in paper.pixels_mut().zip(seen.pixels()) {
        let [r, g, b, a] = dot.0.map(u16::from);
        let mix = |c: u16| u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(u8::MAX);
        *on = Rgb([mix(r), mix(g), mix(b)]);
    }
    paper
}

fn encoded(image: &RgbImage) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(image)
        .map_err(|_| Fault::Damaged)?;
    Ok(bytes)
}
