//! Accounts of staff, for administrators.

use axum::extract::State;
use axum::http::StatusCode;
use cicerone_protocol::api::{Account, AccountCreated, OneTimeLink, StaffRole};
use cicerone_protocol::text::{Language, Name};
use cicerone_protocol::{ErrorCode, ParticipantId};
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::auth::{AuthError, BadName, LINK_MS, SignInName};
use crate::http::json::{Json, Path};
use crate::http::problem::Problem;
use crate::http::staff::Admin;
use crate::store::{NewUser, StoreError, User, UserChange};

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            name: user.name,
            display_name: user.display_name,
            role: user.role,
            language: user.language,
            created_at: user.created_at,
            disabled: user.disabled,
            pending: user.password.is_none(),
        }
    }
}

/// An account to create.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    name: String,
    display_name: Name,
    role: StaffRole,
    language: Language,
}

/// What to change; what is missing stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountChange {
    display_name: Option<Name>,
    role: Option<StaffRole>,
    language: Option<Language>,
    disabled: Option<bool>,
}

/// `GET /api/users`.
pub(crate) async fn list(State(app): State<App>, _: Admin) -> Result<axum::Json<Vec<Account>>, Problem> {
    let users = app.store.users().await?;
    Ok(axum::Json(users.into_iter().map(Account::from).collect()))
}

/// `POST /api/users`.
pub(crate) async fn create(
    State(app): State<App>,
    _: Admin,
    Json(new): Json<NewAccount>,
) -> Result<(StatusCode, axum::Json<AccountCreated>), Problem> {
    let name = SignInName::try_from(new.name)
        .map_err(|error: BadName| Problem::bad_request(ErrorCode::BadField).with_detail(error.to_string()))?;
    let id = ParticipantId::new(Uuid::now_v7());
    let user = NewUser {
        id,
        name,
        display_name: new.display_name.into(),
        role: new.role,
        language: new.language.into(),
        password: None,
    };
    let token = match app.auth.create_user(user).await {
        Err(AuthError::Store(StoreError::Conflict)) => return Err(Problem::conflict(ErrorCode::NameTaken)),
        created => created?,
    };
    let account = app.store.user(id).await?.ok_or_else(Problem::not_found)?.into();
    let created = AccountCreated { account, link: one_time(&app, &token) };
    Ok((StatusCode::CREATED, axum::Json(created)))
}

/// `PATCH /api/users/{user}`.
pub(crate) async fn change(
    State(app): State<App>,
    _: Admin,
    Path(user): Path<ParticipantId>,
    Json(change): Json<AccountChange>,
) -> Result<axum::Json<Account>, Problem> {
    let change = UserChange {
        display_name: change.display_name.map(String::from),
        role: change.role,
        language: change.language.map(String::from),
        disabled: change.disabled,
    };
    match app.auth.change_user(user, change).await {
        Err(StoreError::Conflict) => {
            Err(Problem::conflict(ErrorCode::Forbidden)
                .with_detail("This is the last administrator. Make somebody else one first."))
        }
        changed => Ok(axum::Json(changed?.into())),
    }
}

/// `POST /api/users/{user}/link`: a fresh one-time link, for a forgotten password.
pub(crate) async fn link(
    State(app): State<App>,
    _: Admin,
    Path(user): Path<ParticipantId>,
) -> Result<axum::Json<OneTimeLink>, Problem> {
    let token = app.auth.mint_link(user).await?;
    Ok(axum::Json(one_time(&app, &token)))
}

fn one_time(app: &App, token: &str) -> OneTimeLink {
    OneTimeLink { link: app.links.sign_in(token).into(), expires_in_ms: LINK_MS }
}
