//! Arithmetic on integers of 32-bit limbs, the least significant first.
//!
//! WebAssembly multiplies 64-bit numbers into 64 bits, so 32 bits is the widest
//! limb whose products it can hold. The loops are written for a build that
//! goes for size: no compiler unrolls them.

use super::group::{LIMBS, Number};

/// A product of two [`Number`]s.
pub(super) type Product = [u32; 2 * LIMBS];

/// The lower half of a double limb.
const LOW: u64 = 0xFFFF_FFFF;

/// `sum += row * factor + carry`, as far as the row reaches; what is beyond it
/// is returned. The factor has two limbs: `sum` is read and written half as
/// often as with one, and the two chains of carries run side by side. No step
/// overflows: `(2^32 - 1) + (2^32 - 1)^2 + (2^32 - 1) = 2^64 - 1`.
pub(super) fn add_row(sum: &mut [u32], row: &[u32], factor: [u32; 2], carry: u32) -> [u32; 2] {
    let (low_factor, high_factor) = (u64::from(factor[0]), u64::from(factor[1]));
    let (mut low_carry, mut high_carry) = (u64::from(carry), 0);
    let mut previous = 0;
    for (sum, &limb) in sum.iter_mut().zip(row) {
        let limb = u64::from(limb);
        let by_low = u64::from(*sum) + limb * low_factor + low_carry;
        let by_high = (by_low & LOW) + previous * high_factor + high_carry;
        *sum = (by_high & LOW) as u32;
        (low_carry, high_carry) = (by_low >> 32, by_high >> 32);
        previous = limb;
    }
    halves(previous * high_factor + low_carry + high_carry)
}

/// `sum += a * b`, where `sum` is zero from the length of `a` upwards, and as
/// long as the two together. The length of `b` is even.
pub(super) fn add_product(sum: &mut [u32], a: &[u32], b: &[u32]) {
    for (i, factor) in pairs(b) {
        let carry = add_row(&mut sum[i..i + a.len()], a, factor, 0);
        sum[i + a.len()..][..2].copy_from_slice(&carry);
    }
}

/// `a * a`: products of two different limbs are calculated once and doubled,
/// which takes half the time of [`add_product`].
pub(super) fn square(a: &Number) -> Product {
    let mut wide = [0; 2 * LIMBS];
    for (i, factor) in pairs(a) {
        let within = u64::from(factor[0]) * u64::from(factor[1]);
        let [within, carry] = halves(within + u64::from(wide[2 * i + 1]));
        wide[2 * i + 1] = within;
        let carry = add_row(&mut wide[2 * i + 2..i + LIMBS], &a[i + 2..], factor, carry);
        wide[i + LIMBS..][..2].copy_from_slice(&carry);
    }
    let mut carry = 0;
    for (pair, &limb) in wide.chunks_exact_mut(2).zip(a) {
        let square = u64::from(limb) * u64::from(limb);
        let low = 2 * u64::from(pair[0]) + (square & LOW) + carry;
        let high = 2 * u64::from(pair[1]) + (square >> 32) + (low >> 32);
        (pair[0], pair[1]) = ((low & LOW) as u32, (high & LOW) as u32);
        carry = high >> 32;
    }
    wide
}

/// `a + b + carry` of double limbs: the sum modulo 2^64, and what it carries.
pub(super) fn add_pairs(a: [u32; 2], b: [u32; 2], carry: u32) -> ([u32; 2], u32) {
    let [low, carry] = halves(u64::from(a[0]) + u64::from(b[0]) + u64::from(carry));
    let [high, carry] = halves(u64::from(a[1]) + u64::from(b[1]) + u64::from(carry));
    ([low, high], carry)
}

/// `a - b` modulo 2^3072, and 1 if that had to borrow, else 0.
pub(super) fn subtract(a: &Number, b: &Number) -> (Number, u32) {
    let mut difference = *a;
    let mut borrow = false;
    for (limb, &b) in difference.iter_mut().zip(b) {
        (*limb, borrow) = limb.borrowing_sub(b, borrow);
    }
    (difference, borrow.into())
}

/// The limbs by twos, each pair with the place of its first.
fn pairs(limbs: &[u32]) -> impl Iterator<Item = (usize, [u32; 2])> {
    let pairs = limbs.chunks_exact(2).map(|pair| [pair[0], pair[1]]);
    (0..).step_by(2).zip(pairs)
}

fn halves(wide: u64) -> [u32; 2] {
    [(wide & LOW) as u32, (wide >> 32) as u32]
}
