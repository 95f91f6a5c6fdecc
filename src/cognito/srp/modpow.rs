//! Arithmetic modulo N, in Montgomery's representation.
//!
//! A power takes hundreds of products modulo N, and dividing each by N would
//! cost more than the products. Montgomery's reduction does not divide: it adds
//! the multiple of N that makes the lower half of a product zero, and drops
//! that half. The multiple is found limb by limb as `limb * (-1 / N)`; as this
//! N is -1 modulo 2^64, that is the limb itself, and so for two at a time.
//!
//! No branch depends on a secret. A table is read at places that do; the
//! exponent of that power is used once and has fresh randomness in it.

use super::group::{GENERATOR, LIMBS, N, Number};
use super::limbs::{Product, add_pairs, add_product, add_row, square, subtract};

const _: () = assert!(GENERATOR == 2, "multiplication by g must be doubling");
const _: () = assert!(
    N[0] == u32::MAX && N[1] == u32::MAX,
    "N must be -1 modulo 2^64"
);

/// An integer `v` modulo N, held as `v * 2^3072 mod N`.
#[derive(Clone, Copy)]
pub(super) struct Residue(Number);

impl Residue {
    /// `number mod N`; the number need not be below N.
    pub(super) fn new(number: &Number) -> Self {
        Self(*number).times(&Self::radix())
    }

    /// The representative from 0 to N - 1.
    pub(super) fn to_number(self) -> Number {
        let mut wide = [0; 2 * LIMBS];
        wide[..LIMBS].copy_from_slice(&self.0);
        reduce(wide)
    }

    /// `g^exponent`; the exponent's most significant byte comes first.
    pub(super) fn generator_to(exponent: &[u8]) -> Self {
        let mut power = Self::one();
        for byte in exponent {
            for bit in (0..8).rev().map(|place| byte >> place & 1) {
                power = power.squared().doubled_if(bit);
            }
        }
        power
    }

    /// `self^exponent`, by windows of four bits; the exponent's most
    /// significant byte comes first.
    pub(super) fn to_the(self, exponent: &[u8]) -> Self {
        let mut powers = [Self::one(); 16];
        for i in 1..powers.len() {
            powers[i] = powers[i - 1].times(&self);
        }
        let mut power = Self::one();
        for byte in exponent {
            for window in [byte >> 4, byte & 15] {
                let shifted = power.squared().squared().squared().squared();
                power = shifted.times(&powers[usize::from(window)]);
            }
        }
        power
    }

    /// `self * other`.
    pub(super) fn times(&self, other: &Self) -> Self {
        let mut wide = [0; 2 * LIMBS];
        add_product(&mut wide, &self.0, &other.0);
        Self(reduce(wide))
    }

    /// `self - other`.
    pub(super) fn minus(&self, other: &Self) -> Self {
        let (mut difference, borrow) = subtract(&self.0, &other.0);
        add_row(&mut difference, &N, [borrow, 0], 0);
        Self(difference)
    }

    /// Whether this is 0 modulo N.
    pub(super) fn is_zero(&self) -> bool {
        self.0 == [0; LIMBS]
    }

    /// 1, which is held as `2^3072 mod N`; that is `2^3072 - N`, N being above 2^3071.
    fn one() -> Self {
        Self(subtract(&[0; LIMBS], &N).0)
    }

    /// 2^3072, which is `(2^96)^(2^5)`.
    fn radix() -> Self {
        let power = (0..96).fold(Self::one(), |power, _| power.doubled_if(1));
        (0..5).fold(power, |power, _| power.squared())
    }

    fn squared(&self) -> Self {
        Self(reduce(square(&self.0)))
    }

    /// Twice itself if `bit` is 1, itself if it is 0.
    fn doubled_if(&self, bit: u8) -> Self {
        let mut sum = self.0;
        let [carry, _] = add_row(&mut sum, &self.0, [bit.into(), 0], 0);
        Self(subtract_n(sum, carry))
    }
}

/// `wide / 2^3072 mod N`, for a `wide` below `N * 2^3072`.
fn reduce(mut wide: Product) -> Number {
    let mut carry = 0;
    for i in (0..LIMBS).step_by(2) {
        let multiple = [wide[i], wide[i + 1]];
        let beyond = add_row(&mut wide[i..i + LIMBS], &N, multiple, 0);
        let next = &mut wide[i + LIMBS..][..2];
        let (sum, next_carry) = add_pairs([next[0], next[1]], beyond, carry);
        next.copy_from_slice(&sum);
        carry = next_carry;
    }
    let mut number = [0; LIMBS];
    number.copy_from_slice(&wide[LIMBS..]);
    subtract_n(number, carry)
}

/// `carry * 2^3072 + number`, which is below 2 N, less N unless it is below N.
fn subtract_n(mut number: Number, carry: u32) -> Number {
    let (difference, borrow) = subtract(&number, &N);
    let keep = borrow & (carry ^ 1);
    let mask = keep.wrapping_sub(1);
    for (limb, difference) in number.iter_mut().zip(difference) {
        *limb ^= (*limb ^ difference) & mask;
    }
    number
}
