//! The local certificate authority: made once, issues a leaf for this machine's names and addresses, and again when they change.

use std::collections::BTreeSet;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, SanType,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::error::TlsError;
use super::pair::read_pair;
use crate::{addresses, files};

/// Days that a leaf is good: Apple's systems refuse more than 398, even from an authority that the user installed.
pub const LEAF_DAYS: i64 = 397;

/// Days that the authority is good: installing it on phones is work, so it should last as long as the installation.
const AUTHORITY_DAYS: i64 = 3_650;

/// A leaf with fewer days left is issued anew.
const RENEW_DAYS: i64 = 30;

/// Names and addresses that a leaf vouches for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) dns: BTreeSet<String>,
    pub(super) ips: BTreeSet<IpAddr>,
}

impl Names {
    /// `localhost`, the host name and every address that is up.
    pub(super) fn of_this_machine() -> Self {
        let mut dns = BTreeSet::from(["localhost".to_owned()]);
        let host = hostname::get().ok().and_then(|name| name.into_string().ok()).map(|name| name.to_lowercase());
        // A host name that is no DNS name (underscores, dots at its ends) cannot stand in a certificate.
        let is_dns_name = |name: &String| {
            name.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            })
        };
        if let Some(host) = host.filter(is_dns_name) {
            // Phones find a machine of the same network by multicast DNS.
            if !host.contains('.') {
                dns.insert(format!("{host}.local"));
            }
            dns.insert(host);
        }
        Self { dns, ips: addresses::up_with_loopback().into_iter().collect() }
    }
}

/// The files of the local authority.
pub(super) struct Local {
    /// The authority's certificate, DER.
    pub(super) authority_der: Vec<u8>,
    /// The leaf with the authority behind it, PEM.
    pub(super) leaf: PathBuf,
    /// The leaf's key, PEM.
    pub(super) leaf_key: PathBuf,
}

/// Gives the local authority and a leaf that fits the names, making whatever is missing or no longer fits.
pub(super) fn ensure(folder: &Path, names: &Names) -> Result<Local, TlsError> {
    files::private_dir(folder).map_err(at(folder))?;
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let (ca, ca_key) = (folder.join("ca.crt"), folder.join("ca.key"));
    if !(ca.exists() && ca_key.exists()) {
        let (certificate, key) = make_authority(today)?;
        // The key first: a certificate without its key would be taken for a whole authority after a crash.
        files::write_private(&ca_key, key.as_bytes()).map_err(at(&ca_key))?;
        files::write_private(&ca, certificate.as_bytes()).map_err(at(&ca))?;
    }
    let ca_pem = std::fs::read_to_string(&ca).map_err(at(&ca))?;
    let local = Local {
        authority_der: der(&ca, ca_pem.as_bytes())?,
        leaf: folder.join("server.crt"),
        leaf_key: folder.join("server.key"),
    };
    if !fits(&local, names, today) {
        let key_pem = std::fs::read_to_string(&ca_key).map_err(at(&ca_key))?;
        let issuer = Issuer::from_ca_cert_pem(&ca_pem, KeyPair::from_pem(&key_pem)?)?;
        let (certificate, key) = issue(&issuer, names, today)?;
        files::write_private(&local.leaf_key, key.as_bytes()).map_err(at(&local.leaf_key))?;
        let chain = format!("{certificate}{ca_pem}");
        files::write_private(&local.leaf, chain.as_bytes()).map_err(at(&local.leaf))?;
        tracing::info!(names = names.dns.len(), addresses = names.ips.len(), "issued a local certificate");
    }
    Ok(local)
}

fn make_authority(today: Date) -> Result<(String, String), TlsError> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.distinguished_name.push(DnType::CommonName, "Cicerone local authority");
    params.distinguished_name.push(DnType::OrganizationName, "Cicerone");
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_validity(&mut params, today, AUTHORITY_DAYS);
    let key = KeyPair::generate()?;
    Ok((params.self_signed(&key)?.pem(), key.serialize_pem()))
}

fn issue(issuer: &Issuer<'_, KeyPair>, names: &Names, today: Date) -> Result<(String, String), TlsError> {
    let mut params = CertificateParams::new(names.dns.iter().cloned().collect::<Vec<_>>())?;
    params.subject_alt_names.extend(names.ips.iter().map(|ip| SanType::IpAddress(*ip)));
    params.distinguished_name.push(DnType::CommonName, "Cicerone");
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    set_validity(&mut params, today, LEAF_DAYS);
    let key = KeyPair::generate()?;
    Ok((params.signed_by(&key, issuer)?.pem(), key.serialize_pem()))
}

/// Sets the certificate's time: from yesterday, for phones whose clock is behind, so many days in all.
fn set_validity(params: &mut CertificateParams, today: Date, days: i64) {
    let midnight =
        |date: Date| rcgen::date_time_ymd(i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs());
    let first = today.saturating_sub(1.day());
    params.not_before = midnight(first);
    params.not_after = midnight(first.saturating_add(days.days()));
}

/// Whether the present leaf is of this authority, has its key beside it, vouches for exactly these names, and is good for a while.
fn fits(local: &Local, names: &Names, today: Date) -> bool {
    let Ok(pem) = std::fs::read(&local.leaf) else { return false };
    // A crash between the two files of a new leaf leaves one of the old.
    let (Ok(leaf), Ok(_)) = (der(&local.leaf, &pem), read_pair(&local.leaf, &local.leaf_key)) else { return false };
    let (Ok((_, leaf)), Ok((_, authority))) = (X509Certificate::from_der(&leaf), X509Certificate::from_der(&local.authority_der))
    else {
        return false;
    };
    let renew_at = Timestamp::from_second(leaf.validity().not_after.timestamp())
        .map(|end| end.to_zoned(TimeZone::UTC).date().saturating_sub(RENEW_DAYS.days()));
    leaf.verify_signature(Some(authority.public_key())).is_ok()
        && renew_at.is_ok_and(|renew_at| today < renew_at)
        && names_of(&leaf) == *names
}

fn names_of(leaf: &X509Certificate<'_>) -> Names {
    let mut names = Names::default();
    let Ok(Some(alternative)) = leaf.subject_alternative_name() else { return names };
    for name in &alternative.value.general_names {
        if let GeneralName::DNSName(dns) = name {
            names.dns.insert((*dns).to_owned());
        } else if let GeneralName::IPAddress(bytes) = name {
            let v4 = <[u8; 4]>::try_from(*bytes).map(IpAddr::from);
            let v6 = <[u8; 16]>::try_from(*bytes).map(IpAddr::from);
            names.ips.extend(v4.or(v6));
        }
    }
    names
}

fn der(path: &Path, pem: &[u8]) -> Result<Vec<u8>, TlsError> {
    let first = CertificateDer::from_pem_slice(pem);
    let first = first.map_err(|source| TlsError::Pem { path: path.to_owned(), what: "certificate", source })?;
    Ok(first.to_vec())
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> TlsError {
    let path = path.to_owned();
    move |source| TlsError::File { path, source }
}
