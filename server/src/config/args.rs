//! The flags of `cicerone serve` and its sisters, made from the table of keys.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};

use super::keys::KEYS;
use super::settings::Sources;

/// The configuration flags of a subcommand: one per key, and `--config FILE`.
#[derive(Debug, Clone, Default)]
pub struct ConfigArgs {
    file: Option<PathBuf>,
    flags: std::collections::BTreeMap<String, String>,
}

impl ConfigArgs {
    /// The flags together with this process's environment.
    pub fn sources(&self) -> Sources {
        let env: Vec<(String, String)> = std::env::vars().collect();
        let named = env.iter().find(|(name, _)| name == "CICERONE_CONFIG");
        let file = self.file.clone().or_else(|| named.map(|(_, path)| PathBuf::from(path)));
        Sources { file, env, flags: self.flags.clone() }
    }
}

impl Args for ConfigArgs {
    fn augment_args(command: Command) -> Command {
        let command = command.arg(
            Arg::new("config")
                .long("config")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Configuration file (TOML); also CICERONE_CONFIG."),
        );
        KEYS.iter().fold(command, |command, key| {
            let arg = Arg::new(key.name)
                .long(key.flag)
                .value_name("VALUE")
                .allow_hyphen_values(true)
                .help(key.help)
                .help_heading("Configuration (also in the file, or as CICERONE_… variables)");
            command.arg(arg)
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ConfigArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut args = Self::default();
        args.update_from_arg_matches(matches)?;
        Ok(args)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.file = matches.get_one::<PathBuf>("config").cloned();
        for key in KEYS {
            if let Some(value) = matches.get_one::<String>(key.name) {
                self.flags.insert(key.name.to_owned(), value.clone());
            }
        }
        Ok(())
    }
}
