//! Numbers as the text that is sent and as the bytes that are hashed.

use super::SrpError;
use super::group::{BYTES, LIMBS, Number};

/// Reads an integer in hexadecimal as the service writes it: without a fixed
/// width, so that odd numbers of digits and leading zeros occur. `name` is
/// that of the parameter, for the error.
///
/// # Errors
/// [`SrpError::TooLong`] above 3072 bits, else [`SrpError::NotHex`].
pub(super) fn from_hex(name: &'static str, hex: &str) -> Result<Number, SrpError> {
    if hex.is_empty() {
        return Err(SrpError::NotHex(name));
    }
    let digits = hex.trim_start_matches('0').as_bytes();
    if digits.len() > 2 * BYTES {
        return Err(SrpError::TooLong(name));
    }
    let mut number = [0; LIMBS];
    for (limb, digits) in number.iter_mut().zip(digits.rchunks(8)) {
        for &digit in digits {
            let value = char::from(digit).to_digit(16);
            *limb = *limb << 4 | value.ok_or(SrpError::NotHex(name))?;
        }
    }
    Ok(number)
}

/// The integer in hexadecimal, without leading zeros.
pub(super) fn to_hex(number: &Number) -> String {
    let bytes = to_bytes(number).into_iter();
    let digits = bytes.flat_map(|byte| [byte >> 4, byte & 15]);
    let significant = digits.skip_while(|&digit| digit == 0);
    significant
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The integer whose most significant byte comes first in `bytes`; what is
/// beyond 3072 bits is not read.
pub(super) fn from_bytes(bytes: &[u8]) -> Number {
    let mut number = [0; LIMBS];
    for (limb, bytes) in number.iter_mut().zip(bytes.rchunks(4)) {
        for &byte in bytes {
            *limb = *limb << 8 | u32::from(byte);
        }
    }
    number
}

/// All 384 bytes of the integer, most significant first.
pub(super) fn to_bytes(number: &Number) -> Vec<u8> {
    let limbs = number.iter().rev();
    limbs.flat_map(|limb| limb.to_be_bytes()).collect()
}

/// The bytes of an integer as the service hashes them: none of its leading
/// zeros, but one in front where the top bit would be set, or nothing remain.
/// (That is the shortest form of a non-negative integer in two's complement.)
pub(super) fn pad(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    let significant = &bytes[zeros..];
    let mut padded = Vec::with_capacity(significant.len() + 1);
    if significant.first().is_none_or(|byte| byte & 0x80 != 0) {
        padded.push(0);
    }
    padded.extend_from_slice(significant);
    padded
}
