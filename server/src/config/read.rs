//! Turns raw settings into a checked [`Config`], collecting every fault on the way.

use std::fmt::Display;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use secrecy::SecretString;
use url::Url;

use super::settings::{Origin, Settings};
use super::{
    CertificateSource, Config, ConfigFaults, Fault, HttpConfig, HttpsConfig, Limits, LogConfig, LogFormat, MediaConfig,
    MetricsConfig, PublicAddr, VideoCodec,
};

/// Read when a value is faulty, so that the remaining keys are still checked; the configuration is refused anyway.
const PLACEHOLDER: NonZeroUsize = NonZeroUsize::MIN;

impl Config {
    /// Validates every value.
    ///
    /// # Errors
    /// Every fault that was found, together.
    pub fn from_settings(settings: &Settings) -> Result<Self, ConfigFaults> {
        let mut reader = Reader { settings, faults: settings.faults.clone() };
        let config = reader.config();
        if reader.faults.is_empty() { Ok(config) } else { Err(ConfigFaults(reader.faults)) }
    }
}

struct Reader<'a> {
    settings: &'a Settings,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn config(&mut self) -> Config {
        let config = Config {
            data_dir: self.data_dir(),
            public_url: self.public_url(),
            http: HttpConfig { addr: self.listener("http.addr"), trusted_proxies: self.list("http.trusted_proxies") },
            https: HttpsConfig { addr: self.listener("https.addr"), certificate: self.certificate() },
            media: self.media(),
            limits: Limits {
                connections: self.number("limits.connections", PLACEHOLDER),
                connections_per_address: self.number("limits.connections_per_address", PLACEHOLDER),
                sign_ins_per_minute: self.rate("limits.sign_ins_per_minute"),
                sign_ins_per_address_per_minute: self.rate("limits.sign_ins_per_address_per_minute"),
                joins_per_minute: self.rate("limits.joins_per_minute"),
                joins_per_address_per_minute: self.rate("limits.joins_per_address_per_minute"),
            },
            log: LogConfig { format: self.parse("log.format").unwrap_or(LogFormat::Text), filter: self.log_filter() },
            metrics: MetricsConfig { token: self.text("metrics.token").map(SecretString::from) },
            warnings: self.warnings(),
        };
        self.check_listeners(&config);
        config
    }

    fn data_dir(&mut self) -> PathBuf {
        let path = PathBuf::from(self.text("data_dir").unwrap_or_default());
        if path.as_os_str().is_empty() {
            self.fault("data_dir", "must name a folder");
        } else if path.exists() && !path.is_dir() {
            self.fault("data_dir", "is a file, but must be a folder");
        }
        path
    }

    fn public_url(&mut self) -> Option<Url> {
        let text = self.text("public_url")?;
        let url = match Url::parse(&text) {
            Ok(url) => url,
            Err(error) => {
                self.fault("public_url", format!("is not a URL ({error}); write it like https://help.example.org"));
                return None;
            }
        };
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            self.fault("public_url", "must start with https:// (or http:// for a trial) and name a host");
        }
        if !url.username().is_empty() || url.password().is_some() {
            self.fault("public_url", "must not carry a user name or password: it is part of every link");
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            self.fault("public_url", "must end after the host and port: Cicerone serves from the root");
        }
        Some(url)
    }

    fn certificate(&mut self) -> CertificateSource {
        let cert = self.text("https.cert").map(PathBuf::from);
        let key = self.text("https.key").map(PathBuf::from);
        for (name, path) in [("https.cert", &cert), ("https.key", &key)] {
            if let Some(path) = path
                && let Err(error) = std::fs::File::open(path)
            {
                self.fault(name, format!("cannot read {}: {error}", path.display()));
            }
        }
        match (cert, key) {
            (Some(cert), Some(key)) => CertificateSource::Files { cert, key },
            (None, None) => CertificateSource::LocalAuthority,
            (Some(_), None) => {
                self.fault("https.key", "is missing: https.cert needs its private key");
                CertificateSource::LocalAuthority
            }
            (None, Some(_)) => {
                self.fault("https.cert", "is missing: https.key needs its certificate");
                CertificateSource::LocalAuthority
            }
        }
    }

    fn media(&mut self) -> MediaConfig {
        let udp_port: u16 = self.number("media.udp_port", 0);
        let threads = self.threads();
        let last = usize::from(udp_port).saturating_add(threads.get() - 1);
        if udp_port != 0 && last > usize::from(u16::MAX) {
            self.fault("media.udp_port", format!("leaves no room for {threads} media threads, one port each, below 65536"));
        }
        let codecs: Vec<VideoCodec> = self.list("media.codecs");
        let twice = codecs.iter().enumerate().any(|(at, codec)| codecs[..at].contains(codec));
        if twice {
            self.fault("media.codecs", "names a codec twice");
        }
        if self.settings.get("media.codecs").parts.is_empty() {
            self.fault("media.codecs", "must name at least one of vp8, h264, vp9, av1");
        }
        let tcp_port = match self.text("media.tcp_port").as_deref() {
            None | Some("off") => None,
            Some(_) => self.parse::<u16>("media.tcp_port"),
        };
        MediaConfig { udp_port, tcp_port, public_addrs: self.list::<PublicAddr>("media.public_addrs"), codecs, threads }
    }

    fn threads(&mut self) -> NonZeroUsize {
        match self.text("media.threads").as_deref() {
            None | Some("auto") => {
                let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
                NonZeroUsize::new(cores - 1).unwrap_or(NonZeroUsize::MIN)
            }
            Some(_) => self.number("media.threads", PLACEHOLDER),
        }
    }

    fn log_filter(&mut self) -> String {
        let filter = self.text("log.filter").unwrap_or_default();
        if let Err(error) = tracing_subscriber::EnvFilter::builder().parse(&filter) {
            self.fault("log.filter", format!("is not a log filter ({error}); write it like info or cicerone_server=debug,info"));
        }
        filter
    }

    fn warnings(&self) -> Vec<String> {
        let names = self.settings.unknown_env.iter();
        names.map(|name| format!("the environment variable {name} is no key of Cicerone and is ignored")).collect()
    }

    fn check_listeners(&mut self, config: &Config) {
        match (config.http.addr, config.https.addr) {
            (None, None) => self.fault("http.addr", "and https.addr are both off: nobody could connect"),
            (Some(http), Some(https)) if http.port() == https.port() && http.port() != 0 => {
                self.fault("https.addr", "has the same port as http.addr; give each its own");
            }
            _ => {}
        }
    }

    fn listener(&mut self, name: &'static str) -> Option<SocketAddr> {
        match self.text(name).as_deref() {
            None | Some("off") => None,
            Some(text) => {
                let parsed = text.parse().ok();
                if parsed.is_none() {
                    self.fault(name, "must be an address and a port, like [::]:8080 or 127.0.0.1:8080, or \"off\"");
                }
                parsed
            }
        }
    }

    fn rate(&mut self, name: &'static str) -> std::num::NonZeroU32 {
        self.number(name, std::num::NonZeroU32::MIN)
    }

    /// A number; zero is refused where the type refuses it.
    fn number<T: FromStr>(&mut self, name: &'static str, placeholder: T) -> T {
        let parsed = self.text(name).and_then(|text| text.parse().ok());
        parsed.unwrap_or_else(|| {
            let kind = std::any::type_name::<T>();
            let problem = match kind {
                "u16" => "must be a port, 0 to 65535",
                _ => "must be a whole number of at least 1",
            };
            self.fault(name, problem);
            placeholder
        })
    }

    fn parse<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> Option<T> {
        match self.text(name).unwrap_or_default().parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(name, error.to_string());
                None
            }
        }
    }

    fn list<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> Vec<T> {
        let mut values = Vec::new();
        for part in &self.settings.get(name).parts {
            match part.parse() {
                Ok(value) => values.push(value),
                Err(error) => self.fault(name, format!("{part:?}: {error}")),
            }
        }
        values
    }

    fn text(&self, name: &str) -> Option<String> {
        self.settings.get(name).parts.first().cloned()
    }

    /// Notes a fault under the key, and where the faulty value was set.
    fn fault(&mut self, name: &str, problem: impl Into<String>) {
        let problem = problem.into();
        let problem = match &self.settings.get(name).origin {
            Origin::Default => problem,
            origin => format!("{problem} (set by {origin})"),
        };
        self.faults.push(Fault::new(name, problem));
    }
}
