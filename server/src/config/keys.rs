//! The one table of configuration keys: names in the file, the environment and the flags, with default and help.

/// How a value is written in the configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A whole number.
    Number,
    /// A list of strings; comma-separated in the environment and in flags.
    List,
}

/// One configuration key.
#[derive(Debug)]
pub struct Key {
    /// Dotted name, as in the file.
    pub name: &'static str,
    /// Flag without the leading dashes.
    pub flag: &'static str,
    /// Environment variable.
    pub env: &'static str,
    /// Value when nobody says otherwise, in its text form; empty means "not set".
    pub default: &'static str,
    /// How the value is written in the file.
    pub shape: Shape,
    /// True for values that are never shown.
    pub secret: bool,
    /// One sentence for `--help` and the printed configuration.
    pub help: &'static str,
}

macro_rules! keys {
    ($($name:literal $flag:literal $env:literal $shape:ident $default:literal $help:literal $($secret:ident)?;)*) => {
        /// Every key that exists. Each is read by [`super::Config`]; a test holds that.
        pub const KEYS: &[Key] = &[$(Key {
            name: $name,
            flag: $flag,
            env: $env,
            default: $default,
            shape: Shape::$shape,
            secret: keys!(@secret $($secret)?),
            help: $help,
        }),*];
    };
    (@secret secret) => { true };
    (@secret) => { false };
}

keys! {
    "data_dir" "data-dir" "CICERONE_DATA_DIR" Text "data"
        "Folder for the database, stills and keys; created when missing.";
    "public_url" "public-url" "CICERONE_PUBLIC_URL" Text ""
        "Address that links carry, such as https://help.example.org; by default this machine's first address.";
    "http.addr" "http-addr" "CICERONE_HTTP_ADDR" Text "[::]:8080"
        "Address and port for plain HTTP, or \"off\".";
    "http.trusted_proxies" "http-trusted-proxies" "CICERONE_HTTP_TRUSTED_PROXIES" List ""
        "Addresses of reverse proxies whose X-Forwarded-For header is believed.";
    "https.addr" "https-addr" "CICERONE_HTTPS_ADDR" Text "[::]:8443"
        "Address and port for HTTPS, or \"off\".";
    "https.cert" "https-cert" "CICERONE_HTTPS_CERT" Text ""
        "Certificate chain (PEM); without it a local certificate authority is made.";
    "https.key" "https-key" "CICERONE_HTTPS_KEY" Text ""
        "Private key of the certificate (PEM).";
    "media.udp_port" "media-udp-port" "CICERONE_MEDIA_UDP_PORT" Number "8445"
        "First UDP port for pictures and voice; each media thread takes the next one. 0 lets the system choose.";
    "media.tcp_port" "media-tcp-port" "CICERONE_MEDIA_TCP_PORT" Text "8445"
        "TCP port for media where UDP is blocked, or \"off\". 0 lets the system choose.";
    "media.public_addrs" "media-public-addrs" "CICERONE_MEDIA_PUBLIC_ADDRS" List ""
        "Addresses (IP or IP:port) that browsers send media to; by default every address that is up.";
    "media.codecs" "media-codecs" "CICERONE_MEDIA_CODECS" List "vp8,h264,vp9,av1"
        "Video codecs in order of preference.";
    "media.threads" "media-threads" "CICERONE_MEDIA_THREADS" Text "auto"
        "Media threads: a number, or \"auto\" for one fewer than the cores.";
    "limits.connections" "limits-connections" "CICERONE_LIMITS_CONNECTIONS" Number "4096"
        "Open connections in all; more are closed at once.";
    "limits.connections_per_address" "limits-connections-per-address" "CICERONE_LIMITS_CONNECTIONS_PER_ADDRESS" Number "256"
        "Open connections from one address (an IPv6 /64 counts as one).";
    "limits.sign_ins_per_minute" "limits-sign-ins-per-minute" "CICERONE_LIMITS_SIGN_INS_PER_MINUTE" Number "120"
        "Sign-in tries a minute in all.";
    "limits.sign_ins_per_address_per_minute" "limits-sign-ins-per-address-per-minute" "CICERONE_LIMITS_SIGN_INS_PER_ADDRESS_PER_MINUTE" Number "10"
        "Sign-in tries a minute from one address.";
    "limits.joins_per_minute" "limits-joins-per-minute" "CICERONE_LIMITS_JOINS_PER_MINUTE" Number "300"
        "Tries a minute to join with a link or a code, in all.";
    "limits.joins_per_address_per_minute" "limits-joins-per-address-per-minute" "CICERONE_LIMITS_JOINS_PER_ADDRESS_PER_MINUTE" Number "10"
        "Tries a minute to join from one address.";
    "log.format" "log-format" "CICERONE_LOG_FORMAT" Text "text"
        "Log lines as \"text\" or \"json\".";
    "log.filter" "log-filter" "CICERONE_LOG_FILTER" Text "info,rtc_dtls=error"
        "What is logged, such as \"info\" or \"cicerone_server=debug,info\".";
    "metrics.token" "metrics-token" "CICERONE_METRICS_TOKEN" Text ""
        "Bearer token for /metrics; without it only this machine may read them." secret;
}

/// Finds a key by its dotted name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flag_and_variable_follow_from_the_name() {
        for key in KEYS {
            assert_eq!(key.flag, key.name.replace(['.', '_'], "-"));
            assert_eq!(key.env, format!("CICERONE_{}", key.name.replace('.', "_").to_uppercase()));
        }
    }
}
