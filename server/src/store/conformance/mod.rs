//! What every database behind the store must do. Each rule is a test that is generic over the backend; [`suite`] runs all of them
//! for one. A rule that is missing from its list is never used, which the compiler says.

pub(super) mod faults;
pub(super) mod invites;
pub(super) mod keys;
pub(super) mod log;
pub(super) mod search;
pub(super) mod sessions;
pub(super) mod sign_ins;
pub(super) mod stills;
pub(super) mod users;

use cicerone_protocol::api::StaffRole;
use cicerone_protocol::log::{Hash, Personal, PersonalValue, SealedEntry};
use cicerone_protocol::{ParticipantId, SessionId, SessionTime};
use uuid::Uuid;

use super::{NewSession, NewUser, Store};
use crate::sign_in_name::SignInName;

/// A backend with one store, for one test.
pub(super) trait Backend: Sized {
    /// Makes an empty store.
    async fn empty() -> Self;

    /// The store.
    fn store(&self) -> &Store;

    /// Closes the store and opens it again, as a restart does.
    async fn restarted(self) -> Self;

    /// From now on no write is taken, as when a backup got stuck. Reads go on.
    fn block_writes(&mut self);

    /// Writes are taken again.
    fn allow_writes(&mut self);

    /// Erases what identifies people, as retention will: the log keeps its commitments.
    async fn erase_personal(&self, session: SessionId);
}

/// Runs every rule for a backend.
macro_rules! suite {
    ($backend:ident) => {
        $crate::store::conformance::suite! { $backend;
            faults: a_closed_store_says_so_instead_of_waiting,
                readiness_fails_while_nothing_can_be_written,
                writes_that_are_not_taken_are_refused_and_taken_again_later;
            invites: a_code_whose_invite_is_too_old_may_be_given_out_again,
                an_invite_is_found_by_link_and_code_and_used_once,
                five_wrong_tries_end_a_code_but_not_its_neighbours,
                two_live_invites_never_share_a_code_and_a_new_one_ends_the_old;
            keys: a_secret_is_the_first_of_its_name_for_good,
                the_signing_key_is_the_first_one_for_good;
            log: a_session_has_one_log_and_an_unknown_one_none,
                an_entry_that_does_not_follow_is_refused_and_nothing_is_written,
                calls_are_written_in_their_order_even_when_awaited_in_another,
                entries_are_read_back_exactly_after_a_restart,
                of_two_writers_of_one_seq_one_is_refused,
                what_waits_together_shares_a_commit_and_a_refusal_harms_nobody_else;
            search: erased_values_are_gone_from_log_row_and_search,
                search_finds_words_by_their_beginning_without_accents_and_takes_no_operators;
            sessions: a_change_leaves_what_it_does_not_name,
                a_resume_token_of_an_older_generation_is_stale,
                lists_filter_and_page_from_the_newest;
            sign_ins: a_link_sets_the_password_once_and_ends_other_sign_ins,
                a_refresh_token_rotates_and_survives_a_lost_answer_but_not_reuse,
                a_sign_in_stands_until_it_ends_or_is_too_old,
                two_tabs_that_wake_up_together_both_stay_signed_in_whichever_answer_the_browser_keeps;
            stills: a_still_is_found_once_the_event_that_cites_it_is_in_the_log;
            users: a_name_belongs_to_one_account,
                an_account_changes_only_in_what_was_named,
                shutting_an_account_ends_its_sign_ins_and_the_last_administrator_stays;
        }
    };
    ($backend:ident; $($subject:ident: $($rule:ident),+;)+) => {
        $(mod $subject {
            $(#[tokio::test]
            async fn $rule() {
                $crate::store::conformance::$subject::$rule::<super::$backend>().await;
            })+
        })+
    };
}
pub(super) use suite;

fn entry(seq: u64, text: &str) -> SealedEntry {
    let value = PersonalValue { salt: "5a".repeat(32), value: text.to_owned() };
    SealedEntry {
        seq,
        t: SessionTime::from_ms(seq * 10),
        body: format!("{{\"seq\":{seq}}}").into_bytes(),
        hash: Hash([u8::try_from(seq % 251).unwrap(); 32]),
        personal: Personal::from([("/data/text".to_owned(), value)]),
    }
}

fn new_session(reference: &str) -> NewSession {
    NewSession {
        session: SessionId::new(Uuid::now_v7()),
        header: b"{}".to_vec(),
        created_at: 1_000,
        state: "created".to_owned(),
        supervisor: ParticipantId::new(Uuid::from_u128(7)),
        reference: reference.to_owned(),
        topic: None,
        language: "es".to_owned(),
    }
}

/// Creates a session whose log has one entry.
pub(super) async fn create(store: &Store, reference: &str) -> SessionId {
    let new = new_session(reference);
    let session = new.session;
    store.create_session(new, vec![entry(1, reference)]).await.unwrap();
    session
}

fn new_user(name: &str, role: StaffRole) -> NewUser {
    NewUser {
        id: ParticipantId::new(Uuid::now_v7()),
        name: SignInName::try_from(name.to_owned()).unwrap(),
        display_name: name.to_owned(),
        role,
        language: "en".to_owned(),
        password: None,
    }
}

async fn create_user(store: &Store, name: &str, role: StaffRole) -> ParticipantId {
    let new = new_user(name, role);
    let id = new.id;
    store.create_user(new, 0).await.unwrap();
    id
}
