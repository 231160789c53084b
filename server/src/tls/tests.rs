//! What the local authority promises.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::os::unix::fs::PermissionsExt;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

use super::authority::{Names, ensure};
use super::*;

fn names(ips: &[&str]) -> Names {
    Names { dns: BTreeSet::from(["localhost".to_owned()]), ips: ips.iter().map(|ip| ip.parse().unwrap()).collect() }
}

#[test]
fn the_leaf_is_kept_until_the_addresses_change_and_the_authority_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let leaf = || std::fs::read(folder.path().join("server.crt")).unwrap();
    let authority = || std::fs::read(folder.path().join("ca.crt")).unwrap();
    ensure(folder.path(), &names(&["127.0.0.1", "::1"])).unwrap();
    let (first, ca) = (leaf(), authority());
    ensure(folder.path(), &names(&["::1", "127.0.0.1"])).unwrap();
    assert_eq!(leaf(), first);
    ensure(folder.path(), &names(&["127.0.0.1", "::1", "192.0.2.9"])).unwrap();
    assert_ne!(leaf(), first);
    assert_eq!(authority(), ca);
}

#[test]
fn a_leaf_of_another_authority_or_a_damaged_one_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = names(&["127.0.0.1"]);
    ensure(folder.path(), &wanted).unwrap();
    let leaf = folder.path().join("server.crt");
    let first = std::fs::read(&leaf).unwrap();
    std::fs::remove_file(folder.path().join("ca.key")).unwrap();
    ensure(folder.path(), &wanted).unwrap();
    let second = std::fs::read(&leaf).unwrap();
    assert_ne!(second, first);
    std::fs::write(&leaf, "nonsense").unwrap();
    ensure(folder.path(), &wanted).unwrap();
    assert!(read_pair(&leaf, &folder.path().join("server.key")).is_ok());
}

#[test]
fn keys_are_private_and_the_leaf_lives_no_longer_than_phones_allow() {
    let folder = tempfile::tempdir().unwrap();
    ensure(folder.path(), &names(&["127.0.0.1"])).unwrap();
    for key in ["ca.key", "server.key"] {
        let mode = std::fs::metadata(folder.path().join(key)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{key}");
    }
    let der = CertificateDer::from_pem_file(folder.path().join("server.crt")).unwrap();
    let (_, leaf) = X509Certificate::from_der(&der).unwrap();
    let validity = leaf.validity();
    let days = (validity.not_after.timestamp() - validity.not_before.timestamp()) / 86_400;
    assert_eq!(days, LEAF_DAYS);
    assert!(validity.is_valid());
    assert!(!leaf.is_ca());
}

#[test]
fn the_leaf_names_this_machine_and_every_address_that_is_up() {
    let folder = tempfile::tempdir().unwrap();
    ensure(folder.path(), &Names::of_this_machine()).unwrap();
    let der = CertificateDer::from_pem_file(folder.path().join("server.crt")).unwrap();
    let (_, leaf) = X509Certificate::from_der(&der).unwrap();
    let (mut dns, mut ips) = (Vec::new(), Vec::new());
    for name in &leaf.subject_alternative_name().unwrap().unwrap().value.general_names {
        match name {
            GeneralName::DNSName(name) => dns.push((*name).to_owned()),
            GeneralName::IPAddress(bytes) => ips.push(address(bytes)),
            other => panic!("{other:?}"),
        }
    }
    assert!(dns.contains(&"localhost".to_owned()), "{dns:?}");
    let host = hostname::get().unwrap().into_string().unwrap().to_lowercase();
    // What a container calls itself need not be a DNS name.
    if host.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        assert!(dns.contains(&host) && dns.contains(&format!("{host}.local")), "{dns:?}");
    }
    let is_up = |interface: &&if_addrs::Interface| interface.is_loopback() || interface.is_oper_up();
    for interface in if_addrs::get_if_addrs().unwrap().iter().filter(is_up).filter(|interface| !interface.is_link_local()) {
        assert!(ips.contains(&interface.ip()), "{} is missing from {ips:?}", interface.ip());
    }
}

fn address(bytes: &[u8]) -> IpAddr {
    match bytes.len() {
        4 => <[u8; 4]>::try_from(bytes).unwrap().into(),
        _ => <[u8; 16]>::try_from(bytes).unwrap().into(),
    }
}

#[test]
fn files_that_do_not_fit_together_are_refused_with_their_name() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&one, &other] {
        ensure(folder.path(), &names(&["127.0.0.1"])).unwrap();
    }
    let cert = one.path().join("server.crt");
    let foreign = CertificateSource::Files { cert: cert.clone(), key: other.path().join("server.key") };
    assert!(matches!(Certificates::open(&foreign, one.path()), Err(TlsError::Pair { .. })));
    let swapped = CertificateSource::Files { cert: cert.clone(), key: cert.clone() };
    let error = Certificates::open(&swapped, one.path()).unwrap_err().to_string();
    assert!(error.contains("server.crt is not a PEM file with a private key"), "{error}");
    let own = CertificateSource::Files { cert, key: one.path().join("server.key") };
    assert!(Certificates::open(&own, one.path()).unwrap().authority().is_none());
}

#[test]
fn a_leaf_beside_the_key_of_another_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (leaf, key) = (folder.path().join("server.crt"), folder.path().join("server.key"));
    ensure(folder.path(), &names(&["127.0.0.1"])).unwrap();
    let older = std::fs::read(&leaf).unwrap();
    ensure(folder.path(), &names(&["192.0.2.9"])).unwrap();
    // The machine went down between the two files, and came back at its old address.
    std::fs::write(&leaf, &older).unwrap();
    ensure(folder.path(), &names(&["127.0.0.1"])).unwrap();
    assert!(read_pair(&leaf, &key).is_ok());
}

#[test]
fn new_files_are_served_without_a_restart_and_broken_ones_are_not() {
    let [first, second] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    for folder in [&first, &second] {
        ensure(folder.path(), &names(&["127.0.0.1"])).unwrap();
    }
    let at = |folder: &tempfile::TempDir, name: &str| folder.path().join(name);
    let source = CertificateSource::Files { cert: at(&first, "server.crt"), key: at(&first, "server.key") };
    let served = Certificates::open(&source, first.path()).unwrap();
    let leaf = || served.current.read().unwrap().key.cert[0].to_vec();
    let before = leaf();
    for name in ["server.crt", "server.key"] {
        std::fs::copy(at(&second, name), at(&first, name)).unwrap();
    }
    served.renew().unwrap();
    let after = leaf();
    assert_ne!(after, before);
    std::fs::write(at(&first, "server.key"), "half a fi").unwrap();
    assert!(served.renew().is_err());
    assert_eq!(leaf(), after, "the one that works stays");
}
