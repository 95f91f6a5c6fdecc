//! The group in which the service calculates: the 3072-bit prime of RFC 5054
//! (appendix A), which is group 15 of RFC 3526, with 2 as its generator.

/// Limbs of 32 bits in a [`Number`].
pub(super) const LIMBS: usize = 96;

/// Bytes in a [`Number`].
pub(super) const BYTES: usize = 4 * LIMBS;

/// An integer from 0 to 2^3072 - 1, its least significant limb first.
pub(super) type Number = [u32; LIMBS];

/// The generator g.
pub(super) const GENERATOR: u8 = 2;

/// The prime N. Its two lowest limbs are all ones: N = -1 modulo 2^64.
pub(super) const N: Number = least_significant_first(&[
    0xFFFF_FFFF,
    0xFFFF_FFFF,
    0xC90F_DAA2,
    0x2168_C234,
    0xC4C6_628B,
    0x80DC_1CD1,
    0x2902_4E08,
    0x8A67_CC74,
    0x020B_BEA6,
    0x3B13_9B22,
    0x514A_0879,
    0x8E34_04DD,
    0xEF95_19B3,
    0xCD3A_431B,
    0x302B_0A6D,
    0xF25F_1437,
    0x4FE1_356D,
    0x6D51_C245,
    0xE485_B576,
    0x625E_7EC6,
    0xF44C_42E9,
    0xA637_ED6B,
    0x0BFF_5CB6,
    0xF406_B7ED,
    0xEE38_6BFB,
    0x5A89_9FA5,
    0xAE9F_2411,
    0x7C4B_1FE6,
    0x4928_6651,
    0xECE4_5B3D,
    0xC200_7CB8,
    0xA163_BF05,
    0x98DA_4836,
    0x1C55_D39A,
    0x6916_3FA8,
    0xFD24_CF5F,
    0x8365_5D23,
    0xDCA3_AD96,
    0x1C62_F356,
    0x2085_52BB,
    0x9ED5_2907,
    0x7096_966D,
    0x670C_354E,
    0x4ABC_9804,
    0xF174_6C08,
    0xCA18_217C,
    0x3290_5E46,
    0x2E36_CE3B,
    0xE39E_772C,
    0x180E_8603,
    0x9B27_83A2,
    0xEC07_A28F,
    0xB5C5_5DF0,
    0x6F4C_52C9,
    0xDE2B_CBF6,
    0x9558_1718,
    0x3995_497C,
    0xEA95_6AE5,
    0x15D2_2618,
    0x98FA_0510,
    0x1572_8E5A,
    0x8AAA_C42D,
    0xAD33_170D,
    0x0450_7A33,
    0xA855_21AB,
    0xDF1C_BA64,
    0xECFB_8504,
    0x58DB_EF0A,
    0x8AEA_7157,
    0x5D06_0C7D,
    0xB397_0F85,
    0xA6E1_E4C7,
    0xABF5_AE8C,
    0xDB09_33D7,
    0x1E8C_94E0,
    0x4A25_619D,
    0xCEE3_D226,
    0x1AD2_EE6B,
    0xF12F_FA06,
    0xD98A_0864,
    0xD876_0273,
    0x3EC8_6A64,
    0x521F_2B18,
    0x177B_200C,
    0xBBE1_1757,
    0x7A61_5D6C,
    0x7709_88C0,
    0xBAD9_46E2,
    0x08E2_4FA0,
    0x74E5_AB31,
    0x43DB_5BFC,
    0xE0FD_108E,
    0x4B82_D120,
    0xA93A_D2CA,
    0xFFFF_FFFF,
    0xFFFF_FFFF,
]);

/// Turns the order in which the RFCs print a number into that of a [`Number`].
const fn least_significant_first(printed: &Number) -> Number {
    let mut number = [0; LIMBS];
    let mut i = 0;
    while i < LIMBS {
        number[i] = printed[LIMBS - 1 - i];
        i += 1;
    }
    number
}
