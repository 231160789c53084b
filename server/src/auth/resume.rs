//! Coming back to a session: a token of generations, so that a stolen older one is of no use.

use cicerone_protocol::message::PageRole;
use cicerone_protocol::{ParticipantId, SessionId};

use super::Auth;
use super::error::AuthError;
use super::tokens::ResumeClaims;
use crate::clock::now_ms;
use crate::store::StoreError;

/// A participant who came back with a resume token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumed {
    /// The session that the token was made for.
    pub session: SessionId,
    /// The same one as before, on whatever page it comes back.
    pub participant: ParticipantId,
    /// On which kind of page.
    pub role: PageRole,
    /// The generation that the next token must have.
    pub next_generation: u64,
}

impl Auth {
    /// Mints the token with which a participant comes back. Generation 1 at the join, then what [`Resumed::next_generation`] says.
    ///
    /// # Errors
    /// [`AuthError::Unauthenticated`] only if the key cannot sign, which no input causes.
    pub fn mint_resume(
        &self,
        session: SessionId,
        participant: ParticipantId,
        role: PageRole,
        generation: u64,
    ) -> Result<String, AuthError> {
        Ok(self.inner.key.mint(&ResumeClaims::new(session, participant, role, generation, now_ms()))?)
    }

    /// Says who comes back with a resume token. Showing a token makes all older generations stale; the same one may be shown again,
    /// because its successor can be lost on the way.
    ///
    /// A full disk does not keep a customer out: then the generation is only compared, not noted.
    ///
    /// # Errors
    /// [`AuthError::Unauthenticated`] for a forged, expired or stale token.
    pub async fn resume(&self, token: &str) -> Result<Resumed, AuthError> {
        let claims: ResumeClaims = self.inner.key.verify(token)?;
        let (session, participant) = (SessionId::new(claims.session), ParticipantId::new(claims.sub));
        let store = &self.inner.store;
        let fresh = match store.confirm_resume(session, participant, claims.generation).await {
            Err(error) if error.is_unavailable() => store.resume_generation(session, participant).await? <= claims.generation,
            Err(StoreError::Conflict) => false,
            noted => noted?,
        };
        if !fresh {
            return Err(AuthError::Unauthenticated);
        }
        Ok(Resumed { session, participant, role: claims.role, next_generation: claims.generation + 1 })
    }
}
