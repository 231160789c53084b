//! What the configuration promises to an operator.

use std::io::Write;

use super::*;

fn sources(file: &Path, env: &[(&str, &str)], flags: &[(&str, &str)]) -> Sources {
    let own = |pair: &(&str, &str)| (pair.0.to_owned(), pair.1.to_owned());
    Sources { file: Some(file.to_owned()), env: env.iter().map(own).collect(), flags: flags.iter().map(own).collect() }
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

#[test]
fn defaults_are_valid() {
    let config = Config::load(&Sources::default()).unwrap();
    assert_eq!(config.http.addr.unwrap().port(), 8080);
    assert_eq!(config.media.codecs.first(), Some(&VideoCodec::Vp8));
}

#[test]
fn flags_win_over_environment_and_environment_over_file() {
    let file = file("[http]\naddr = \"127.0.0.1:1\"\n[https]\naddr = \"127.0.0.1:2\"\n[media]\nudp_port = 3\n");
    let env = [("CICERONE_HTTPS_ADDR", "127.0.0.1:20"), ("CICERONE_MEDIA_UDP_PORT", "30")];
    let config = Config::load(&sources(file.path(), &env, &[("media.udp_port", "300")])).unwrap();
    assert_eq!(config.http.addr.unwrap().port(), 1);
    assert_eq!(config.https.addr.unwrap().port(), 20);
    assert_eq!(config.media.udp_port, 300);
}

#[test]
fn all_faults_are_reported_together_and_name_their_origin() {
    let file =
        file("public_url = \"ftp://x/y\"\n[https]\ncert = \"/nowhere/cert.pem\"\n[limits]\nconnections = 0\nconections = 5\n");
    let env = [("CICERONE_MEDIA_CODECS", "vp8,vp8,theora")];
    let flags = [("http.addr", "8080"), ("log.format", "xml")];
    let faults = Config::load(&sources(file.path(), &env, &flags)).unwrap_err();
    let keys: Vec<&str> = faults.0.iter().map(|fault| fault.key.as_str()).collect();
    for key in [
        "public_url",
        "https.cert",
        "https.key",
        "limits.connections",
        "media.codecs",
        "http.addr",
        "log.format",
        "limits.conections",
    ] {
        assert!(keys.contains(&key), "{key} is missing from {faults}");
    }
    let text = faults.to_string();
    assert!(text.contains("set by --http-addr"), "{text}");
    assert!(text.contains("set by CICERONE_MEDIA_CODECS"), "{text}");
}

#[test]
fn unknown_keys_and_wrong_types_in_the_file_are_faults_with_a_hint() {
    let file = file("[htpp]\naddr = \"x\"\n[media]\nudp_port = true\ntypo = 1\n");
    let faults = Config::load(&sources(file.path(), &[], &[])).unwrap_err();
    let text = faults.to_string();
    assert_eq!(faults.0.len(), 3, "{text}");
    assert!(text.contains("did you mean http.addr?"), "{text}");
    assert!(text.contains("must be a whole number, not boolean"), "{text}");
}

#[test]
fn an_unknown_variable_is_only_a_warning_because_container_platforms_set_some() {
    let env = [("CICERONE_SERVICE_HOST".to_owned(), "10.0.0.1".to_owned())];
    let config = Config::load(&Sources { env: env.to_vec(), ..Sources::default() }).unwrap();
    assert_eq!(config.warnings.len(), 1);
}

#[test]
fn both_listeners_off_or_on_one_port_is_a_fault() {
    let dir = Path::new("data");
    assert!(Config::with(dir, &[("http.addr", "off"), ("https.addr", "off")]).is_err());
    assert!(Config::with(dir, &[("http.addr", "[::]:80"), ("https.addr", "[::]:80")]).is_err());
    assert!(Config::with(dir, &[("http.addr", "[::]:0"), ("https.addr", "[::]:0")]).is_ok());
}

#[test]
fn printed_configuration_is_toml_without_secrets() {
    let secret = "correct-horse";
    let flags = [("metrics.token".to_owned(), secret.to_owned())];
    let sources = Sources { flags: flags.into(), ..Sources::default() };
    let shown = Settings::gather(&sources).redacted();
    assert!(!shown.contains(secret), "{shown}");
    let table: toml::Table = shown.parse().unwrap();
    let named: usize = table.values().map(|value| value.as_table().map_or(1, toml::Table::len)).sum();
    assert_eq!(named, KEYS.len());
    assert!(!format!("{:?}", Config::load(&sources).unwrap()).contains(secret));
}

#[test]
fn every_key_is_read() {
    let seen = |flags: &[(&str, &str)]| format!("{:?}", Config::load(&sources(file("").path(), &[], flags)));
    let plain = seen(&[]);
    for key in KEYS {
        assert_ne!(seen(&[(key.name, "x")]), plain, "{} changes nothing", key.name);
    }
}

#[test]
fn a_public_media_address_may_carry_a_mapped_port() {
    assert_eq!("203.0.113.7".parse::<PublicAddr>().unwrap().port, None);
    assert_eq!("203.0.113.7:9000".parse::<PublicAddr>().unwrap().port, Some(9000));
    assert_eq!("[2001:db8::1]:9000".parse::<PublicAddr>().unwrap().port, Some(9000));
    assert!("2001:db8::1".parse::<PublicAddr>().unwrap().ip.is_ipv6());
    assert!("example.org".parse::<PublicAddr>().is_err());
}
