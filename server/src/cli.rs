//! The command line: `serve` and `user add`.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::Arc;

use anyhow::{Context, bail};
use cicerone_protocol::ParticipantId;
use cicerone_protocol::api::StaffRole;
use cicerone_server::auth::Auth;
use cicerone_server::config::{Config, ConfigArgs, Settings};
use cicerone_server::links::Links;
use cicerone_server::metrics::Metrics;
use cicerone_server::store::{NewUser, Store};
use cicerone_server::{announce, logging};
use clap::{Args, Parser, Subcommand, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};

/// Guides people through fixing a device, live on their own phone's screen or camera.
#[derive(Parser)]
#[command(name = "cicerone", version, about)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve(ConfigArgs),
    /// Accounts of staff.
    #[command(subcommand)]
    User(UserCommand),
}

#[derive(Subcommand)]
enum UserCommand {
    /// Create an account, with a password from the terminal or standard input, or with a one-time link.
    Add(UserAdd),
}

#[derive(Args)]
struct UserAdd {
    /// What they sign in with.
    name: String,
    /// What they may do.
    #[arg(long, value_enum)]
    role: Role,
    /// What others see; by default the sign-in name.
    #[arg(long)]
    display_name: Option<String>,
    /// Language of their pages, BCP 47.
    #[arg(long, default_value = "en")]
    language: String,
    /// Read a password (one line from standard input) instead of printing a one-time link.
    #[arg(long)]
    password: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum Role {
    Supervisor,
    Reviewer,
    Admin,
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(args) => serve(&args),
            Command::User(UserCommand::Add(add)) => user_add(add),
        }
    }
}

fn serve(args: &ConfigArgs) -> anyhow::Result<()> {
    let settings = Settings::gather(&args.sources())?;
    if args.print_config {
        return print(&settings.redacted());
    }
    let config = Config::from_settings(&settings)?;
    logging::start(&config.log);
    runtime()?.block_on(async {
        let mut terminate = signal(SignalKind::terminate())?;
        let stop = async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        };
        let started = |server: &cicerone_server::Server| {
            // A closed standard output is no reason not to serve.
            let _ = print(&announce::announcement(server));
        };
        Ok(cicerone_server::run(config, started, stop).await?)
    })
}

fn user_add(add: UserAdd) -> anyhow::Result<()> {
    let config = Config::load(&add.config.sources())?;
    let name = cicerone_server::auth::SignInName::try_from(add.name)?;
    let display_name = add.display_name.unwrap_or_else(|| name.as_str().to_owned());
    let user = NewUser {
        id: ParticipantId::new(uuid::Uuid::now_v7()),
        name,
        display_name: cicerone_protocol::text::Name::try_from(display_name).context("--display-name")?.into(),
        role: match add.role {
            Role::Supervisor => StaffRole::Supervisor,
            Role::Reviewer => StaffRole::Reviewer,
            Role::Admin => StaffRole::Admin,
        },
        language: cicerone_protocol::text::Language::try_from(add.language).context("--language")?.into(),
        password: None,
    };
    let password = add.password.then(read_password).transpose()?;
    runtime()?.block_on(async {
        let metrics = Arc::new(Metrics::new());
        let store = Store::open(&config.data_dir, metrics.clone()).context("the data folder cannot be used")?;
        let auth = Auth::open(store.clone(), &config.limits, metrics).await?;
        let done = match password {
            Some(password) => auth.create_user_with_password(user, password).await.map(|()| None),
            None => auth.create_user(user).await.map(Some),
        };
        store.close().await;
        let token = done.context("the account was not created")?;
        let links = Links::new(config.public_url.as_ref(), config.http.addr, config.https.addr);
        match token {
            Some(token) => print(&format!("Send them this link; it works once, for a day:\n{}\n", links.sign_in(&token))),
            None => print("Created.\n"),
        }
    })
}

fn read_password() -> anyhow::Result<String> {
    if io::stdin().is_terminal() {
        print("Password (shown as you type; press Enter): ")?;
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("no password was given");
    }
    Ok(password.to_owned())
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}
