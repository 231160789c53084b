//! The name that staff sign in with.

/// A sign-in name: 2 to 64 plain characters, in lower case, because it is typed on keyboards of every kind.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInName(String);

/// The name is too short, too long, or has characters that a sign-in name can't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A sign-in name has 2 to 64 letters without accents, digits, dots, hyphens, underscores or at signs.")]
pub struct BadName;

impl SignInName {
    /// The name of the first account.
    pub fn admin() -> Self {
        Self("admin".to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SignInName {
    type Error = BadName;

    fn try_from(typed: String) -> Result<Self, BadName> {
        let name = typed.trim().to_ascii_lowercase();
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._@-".contains(&byte));
        if plain && (2..=64).contains(&name.len()) { Ok(Self(name)) } else { Err(BadName) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_lowered_and_plain() {
        assert_eq!(SignInName::try_from(" Lucia.R@Example ".to_owned()).unwrap().as_str(), "lucia.r@example");
        for bad in ["", "a", "two words", "lucía", "<b>"] {
            assert!(SignInName::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
