//! The key that signs heads: Ed25519.

use super::head::{Head, Signed};
use super::hex;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The key that signs. It prints itself nowhere.
#[derive(Clone)]
pub struct LogKey(SigningKey);

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LogKey({})", self.public().id())
    }
}

impl LogKey {
    /// The key of 32 random bytes.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        LogKey(SigningKey::from_bytes(secret))
    }

    /// The key that verifies.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs a head.
    #[must_use]
    pub fn sign(&self, head: Head) -> Signed {
        let signature = self.0.sign(&head.signed_bytes());
        Signed { signature: hex::of(&signature.to_bytes()), head }
    }
}

/// The key that verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads 64 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        VerifyingKey::from_bytes(&hex::read::<32>(text)?).ok().map(PublicKey)
    }

    /// The key as 64 digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::of(self.0.as_bytes())
    }

    /// What the key is called: the first 16 digits of its SHA-256.
    #[must_use]
    pub fn id(&self) -> String {
        hex::of(&Sha256::digest(self.0.as_bytes())[..8])
    }

    /// Whether this key signed a head.
    #[must_use]
    pub fn signed(&self, signed: &Signed) -> bool {
        let Some(bytes) = hex::read::<64>(&signed.signature) else { return false };
        let signature = Signature::from_bytes(&bytes);
        signed.head.key == self.id()
            && self.0.verify_strict(&signed.head.signed_bytes(), &signature).is_ok()
    }
}
