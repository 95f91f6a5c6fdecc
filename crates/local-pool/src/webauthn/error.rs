/// Why a passkey is not taken. Says nothing of what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WebAuthnError {
    /// A part is not in the form that the specification gives it.
    #[error("{0} cannot be read")]
    Malformed(&'static str),
    /// The browser was asked for something else.
    #[error("the client data are of another ceremony")]
    Ceremony,
    /// The browser answers another challenge.
    #[error("the challenge is another one")]
    Challenge,
    /// The page is not one of the relying party's.
    #[error("the origin is not allowed")]
    Origin,
    /// The passkey is another relying party's.
    #[error("the relying party is another one")]
    RelyingParty,
    /// Nobody was there.
    #[error("the user was not present")]
    UserPresence,
    /// Whoever was there was not checked.
    #[error("the user was not verified")]
    UserVerification,
    /// It is backed up and cannot be.
    #[error("the flags contradict each other")]
    Flags,
    /// The id is not the one of the passkey.
    #[error("the credential has two ids")]
    CredentialId,
    /// The key is of a kind that was not asked for.
    #[error("the key is not supported")]
    Key,
    /// Something is said of its maker that is not looked into here.
    #[error("the attestation is of a kind that was not asked for")]
    Attestation,
    /// It belongs to another user.
    #[error("the user handle is another one")]
    UserHandle,
    /// It is not signed by the passkey.
    #[error("the signature is wrong")]
    Signature,
    /// The passkey has been used since, so that this is a copy of it.
    #[error("the signature counter went backwards")]
    Counter,
}
