//! `cargo xtask size`: what a browser downloads, in bytes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::progress::{Progress, say};
use crate::workspace::Workspace;
use crate::{tools, trunk};

/// Sizes of one file in bytes.
#[derive(Clone, Copy, Default)]
struct Sizes {
    raw: usize,
    /// gzip at level 9.
    gzip: usize,
    /// Brotli at quality 11.
    brotli: usize,
}

/// Builds the release and prints the sizes of its WebAssembly and JavaScript.
///
/// # Errors
/// When the build fails.
pub(crate) fn size(workspace: &Workspace) -> Result<()> {
    let _lock = workspace.lock()?;
    let mut progress = Progress::new(3);
    let path = progress.step("look for Trunk and wasm-bindgen", || {
        tools::ensure(workspace)
    })?;
    progress.step("release build", || trunk::release(workspace, &path))?;
    let files = progress.step("compress", || measure_all(&workspace.release()))?;
    let mut total = Sizes::default();
    say(format_args!(
        "\n{:>10} {:>10} {:>10}  file",
        "raw", "gzip -9", "brotli -11"
    ));
    for (name, sizes) in &files {
        print(name, *sizes);
        total.raw += sizes.raw;
        total.gzip += sizes.gzip;
        total.brotli += sizes.brotli;
    }
    print("total", total);
    Ok(())
}

fn print(name: &str, sizes: Sizes) {
    say(format_args!(
        "{:>10} {:>10} {:>10}  {name}",
        sizes.raw, sizes.gzip, sizes.brotli
    ));
}

fn measure_all(dist: &Path) -> Result<Vec<(String, Sizes)>> {
    let mut files: Vec<PathBuf> = fs::read_dir(dist)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|end| end == "wasm" || end == "js")
    });
    files.sort();
    files
        .iter()
        .map(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            Ok((name.into_owned(), measure(&fs::read(file)?)?))
        })
        .collect()
}

fn measure(bytes: &[u8]) -> Result<Sizes> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &parameters)?;
    Ok(Sizes {
        raw: bytes.len(),
        gzip: gzip.finish()?.len(),
        brotli: brotli.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_is_compressed_and_noise_is_not() {
        let repetition = measure(&[b'a'; 10_000]).unwrap();
        assert_eq!(repetition.raw, 10_000);
        assert!(repetition.gzip < 100 && repetition.brotli < 100);

        let noise: Vec<u8> = (0_u32..2_000)
            .map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[2])
            .scan(7_u8, |state, byte| {
                *state = state.wrapping_mul(31).wrapping_add(byte);
                Some(*state)
            })
            .collect();
        assert!(measure(&noise).unwrap().gzip > 1_000);
    }
}
