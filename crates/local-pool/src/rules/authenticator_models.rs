//! Which authenticators people know by name.

/// What to call a passkey of an authenticator of that model (AAGUID, as its vendor publishes it).
pub(crate) fn friendly_name(model: [u8; 16]) -> &'static str {
    let model = u128::from_be_bytes(model);
    let known = MODELS.iter().find(|(number, _)| *number == model);
    known.map_or("Passkey", |(_, name)| name)
}

const MODELS: [(u128, &str); 8] = [
    (0xfbfc_3007_154e_4ecc_8c0b_6e02_0557_d7bd, "iCloud Keychain"),
    (
        0xea9b_8d66_4d01_1d21_3ce4_b6b4_8cb5_75d4,
        "Google Password Manager",
    ),
    (0xadce_0002_35bc_c60a_648b_0b25_f1f0_5503, "Chrome on Mac"),
    (0x0898_7058_cadc_4b81_b6e1_30de_50dc_be96, "Windows Hello"),
    (0x9ddd_1817_af5a_4672_a2b9_3e3d_d950_00a9, "Windows Hello"),
    (0x6028_b017_b1d4_4c02_b4b3_afcd_afc9_6bb2, "Windows Hello"),
    (0xbada_5566_a7aa_401f_bd96_4561_9a55_120d, "1Password"),
    (0xd548_826e_79b4_db40_a3d8_1111_6f7e_8349, "Bitwarden"),
];

#[cfg(test)]
mod tests {
    use super::friendly_name;

    #[test]
    fn a_model_that_nobody_knows_is_just_a_passkey() {
        assert_eq!(friendly_name([0; 16]), "Passkey");
        let chrome = 0xadce_0002_35bc_c60a_648b_0b25_f1f0_5503_u128;
        assert_eq!(friendly_name(chrome.to_be_bytes()), "Chrome on Mac");
    }
}
