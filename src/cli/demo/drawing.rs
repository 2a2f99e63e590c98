//! Pictures of the demonstration: drawn, so that nothing is shown of a real place.

use std::fs::File;
use std::io::{BufWriter, Seek};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{Rgb, RgbImage};

use crate::kit::files::Files;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// How it is: dusk, a street, one lamp that is out.
    Before,
    /// How it became: a morning, a roof with bicycles under it.
    After,
    /// What somebody brought: a sheet of paper, written by hand.
    Note,
}

/// Width and height, in pixels.
const SIZE: (u32, u32) = (960, 640);

/// Where the ground begins.
const GROUND: u32 = 470;

type Ink = [u8; 3];

/// Draws a scene into a file without a name; `turn` makes each a little different.
///
/// # Errors
/// When the disk is full.
pub fn draw(files: &Files, scene: Scene, turn: u32) -> anyhow::Result<File> {
    let picture = match scene {
        Scene::Before => before(turn),
        Scene::After => after(turn),
        Scene::Note => note(turn),
    };
    let mut file = files.scratch()?;
    let out = BufWriter::new(&mut file);
    let pencil = PngEncoder::new_with_quality(out, CompressionType::Fast, FilterType::Sub);
    picture.write_with_encoder(pencil)?;
    file.rewind()?;
    Ok(file)
}

/// A sky from one ink to another above a ground.
fn paper(high: Ink, low: Ink, ground: Ink) -> RgbImage {
    let mix = |a: u8, b: u8, y: u32| {
        let (a, b) = (u32::from(a), u32::from(b));
        u8::try_from((a * (GROUND - y) + b * y) / GROUND).unwrap_or(u8::MAX)
    };
    let mut paper = RgbImage::from_pixel(SIZE.0, SIZE.1, Rgb(ground));
    for y in 0..GROUND {
        let ink = Rgb([0, 1, 2].map(|i: usize| mix(high[i], low[i], y)));
        for x in 0..SIZE.0 {
            paper.put_pixel(x, y, ink);
        }
    }
    paper
}

/// A block from a corner, so wide and high.
fn block(on: &mut RgbImage, (x, y): (u32, u32), (width, height): (u32, u32), ink: Ink) {
    for y in y..(y + height).min(SIZE.1) {
        for x in x..(x + width).min(SIZE.0) {
            on.put_pixel(x, y, Rgb(ink));
        }
    }
}

/// A ring around a middle, between two radii.
fn ring(on: &mut RgbImage, (cx, cy): (u32, u32), (inner, outer): (u32, u32), ink: Ink) {
    for y in cy.saturating_sub(outer)..(cy + outer).min(SIZE.1) {
        for x in cx.saturating_sub(outer)..(cx + outer).min(SIZE.0) {
            let away = x.abs_diff(cx).pow(2) + y.abs_diff(cy).pow(2);
            if (inner.pow(2)..=outer.pow(2)).contains(&away) {
                on.put_pixel(x, y, Rgb(ink));
            }
        }
    }
}

/// A house with rows of windows, some of them lit.
fn house(on: &mut RgbImage, x: u32, (width, height): (u32, u32), wall: Ink, glass: [Ink; 2]) {
    let top = GROUND - height;
    block(on, (x, top), (width, height), wall);
    for (row, y) in (top + 24..GROUND - 50).step_by(56).enumerate() {
        for (column, x) in (x + 22..x + width - 40).step_by(52).enumerate() {
            let lit = (row * 3 + column * 5 + usize::try_from(width).unwrap_or(0)) % 4 == 0;
            block(on, (x, y), (26, 32), glass[usize::from(lit)]);
        }
    }
}

fn before(turn: u32) -> RgbImage {
    let shift = turn % 5 * 14;
    let mut on = paper([44, 52, 78], [176, 126, 112], [58, 58, 64]);
    let glass = [[40, 44, 60], [232, 190, 110]];
    house(&mut on, 40 + shift, (230, 300), [70, 72, 88], glass);
    house(&mut on, 300 + shift, (180, 220), [84, 80, 92], glass);
    house(&mut on, 620 - shift, (270, 340), [62, 66, 84], glass);
    block(&mut on, (0, 560), (SIZE.0, 8), [104, 104, 108]);
    let lamp = 520 + shift;
    block(&mut on, (lamp, 210), (10, 330), [24, 26, 32]);
    block(&mut on, (lamp - 70, 205), (80, 8), [24, 26, 32]);
    ring(&mut on, (lamp - 62, 222), (0, 16), [96, 96, 100]);
    on
}

fn after(turn: u32) -> RgbImage {
    let shift = turn % 5 * 12;
    let mut on = paper([138, 190, 226], [232, 238, 236], [196, 190, 178]);
    let glass = [[150, 176, 192], [214, 228, 232]];
    house(&mut on, 30 + shift, (250, 320), [222, 208, 188], glass);
    house(&mut on, 700 - shift, (230, 270), [214, 196, 176], glass);
    block(&mut on, (250, 330), (470, 22), [164, 52, 46]);
    for x in [270, 690] {
        block(&mut on, (x, 352), (10, 180), [92, 92, 96]);
    }
    for (i, x) in (320..660).step_by(84).enumerate() {
        let ink = [[42, 92, 120], [88, 104, 60], [60, 60, 66]][i % 3];
        for wheel in [x, x + 48] {
            ring(&mut on, (wheel, 508), (17, 22), ink);
        }
        block(&mut on, (x, 470), (48, 6), ink);
        block(&mut on, (x + 40, 450), (6, 40), ink);
    }
    for x in [130 + shift, 840 - shift] {
        block(&mut on, (x, 430), (10, 60), [112, 86, 62]);
        ring(&mut on, (x + 5, 400), (0, 44), [104, 142, 92]);
    }
    on
}

/// Strokes in lines: nobody's hand, and no words.
fn note(turn: u32) -> RgbImage {
    let mut on = RgbImage::from_pixel(SIZE.0, SIZE.1, Rgb([214, 206, 192]));
    block(&mut on, (180, 30), (600, 590), [252, 250, 244]);
    for line in 0..9_u32 {
        let y = 90 + line * 54;
        block(&mut on, (220, y + 34), (520, 1), [206, 214, 226]);
        let words = if line == 0 {
            4
        } else {
            11 - (turn + line * 3) % 5
        };
        for word in 0..words {
            let x = 224 + word * 44;
            let ink = [38, 48, 92];
            block(&mut on, (x, y + (word * 7 + line) % 9), (28, 3), ink);
            block(&mut on, (x + (word * 5 + line) % 14, y), (3, 26), ink);
            block(&mut on, (x + 4, y + 22), (20, 3), ink);
        }
    }
    on
}
