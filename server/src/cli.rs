//! The command line: `serve`, `user add`, `log verify`, `log export` and `doctor`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use cicerone_protocol::api::StaffRole;
use cicerone_protocol::log::verify::{self, Verdict};
use cicerone_protocol::{ParticipantId, SessionId};
use cicerone_server::auth::Auth;
use cicerone_server::config::{Config, ConfigArgs, Settings};
use cicerone_server::doctor::Visit;
use cicerone_server::links::Links;
use cicerone_server::metrics::Metrics;
use cicerone_server::store::{NewUser, Store};
use cicerone_server::{announce, logging};
use clap::{Args, Parser, Subcommand, ValueEnum};
use secrecy::ExposeSecret;
use tokio::signal::unix::{SignalKind, signal};
use url::Url;

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
    Serve(ServeArgs),
    /// Accounts of staff.
    #[command(subcommand)]
    User(UserCommand),
    /// Logs of sessions.
    #[command(subcommand)]
    Log(LogCommand),
    /// Dial the running server by its public address as a customer would, and say what to open or change. Exits with 0 if all is well.
    Doctor(DoctorArgs),
}

#[derive(Args)]
struct ServeArgs {
    /// Print every value, where it was set, without secrets, and every fault; then stop.
    #[arg(long)]
    print_config: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Args)]
struct DoctorArgs {
    /// The address to look at; by default public_url.
    #[arg(long)]
    url: Option<Url>,
    /// Write the report as JSON.
    #[arg(long)]
    json: bool,
    /// Print a token for `--token` on another machine, good for ten minutes, and stop.
    #[arg(long)]
    print_token: bool,
    /// A token that --print-token gave on the server; without one the key in the data folder is used.
    #[arg(long, env = "CICERONE_DOCTOR_TOKEN", hide_env_values = true, requires = "url")]
    token: Option<String>,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Subcommand)]
enum LogCommand {
    /// Say whether an exported log is complete and unaltered. Needs no server. Exits with 0 if intact (redacted or not), 1 otherwise.
    Verify {
        /// The file, as the review page or `log export` wrote it.
        file: PathBuf,
    },
    /// Write a session's log to standard output, as the server stands or runs.
    Export {
        /// The session's id.
        session: SessionId,
        #[command(flatten)]
        config: ConfigArgs,
    },
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
    /// Ask for a password (or read one line from standard input) instead of printing a one-time link.
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
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Serve(args) => serve(&args)?,
            Command::User(UserCommand::Add(add)) => user_add(add)?,
            Command::Log(LogCommand::Verify { file }) => return log_verify(&file),
            Command::Log(LogCommand::Export { session, config }) => log_export(session, &config)?,
            Command::Doctor(args) => return doctor(args),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn log_verify(file: &Path) -> anyhow::Result<ExitCode> {
    let log = File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let verdict = verify::verify_reader(BufReader::new(log)).with_context(|| format!("{} cannot be read", file.display()))?;
    print(&format!("{verdict}\n"))?;
    let intact = matches!(verdict, Verdict::Intact { .. } | Verdict::RedactedButIntact { .. });
    Ok(if intact { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn log_export(session: SessionId, args: &ConfigArgs) -> anyhow::Result<()> {
    let config = Config::load(&args.sources())?;
    runtime()?.block_on(async {
        let store = Store::open(&config.data_dir, Arc::new(Metrics::new())).context("the data folder cannot be used")?;
        let lines = cicerone_server::logs::export(&store, session).await.context("the log cannot be exported")?;
        store.close().await;
        Ok(io::stdout().write_all(&lines)?)
    })
}

fn doctor(args: DoctorArgs) -> anyhow::Result<ExitCode> {
    let config = Config::load(&args.config.sources())?;
    if args.print_token {
        print(&format!("{}\n", cicerone_server::doctor::mint(&config)?.expose_secret()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let visit = Visit::new(&config, args.url, args.token)?;
    let report = runtime()?.block_on(cicerone_server::doctor::examine(&visit));
    print(&if args.json { report.to_json() } else { report.to_string() })?;
    Ok(if report.is_well() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn serve(args: &ServeArgs) -> anyhow::Result<()> {
    let settings = Settings::gather(&args.config.sources());
    if args.print_config {
        print(&settings.redacted())?;
    }
    let config = Config::from_settings(&settings)?;
    if args.print_config {
        return Ok(());
    }
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
    let line = if io::stdin().is_terminal() {
        rpassword::prompt_password("Password: ")?
    } else {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        line
    };
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
