//! What is printed at start: what to open, on this machine and on a phone.

use std::fmt::Write;

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::server::Server;

/// The text to print, with a QR code for a phone.
pub fn announcement(server: &Server) -> String {
    let app = &server.app;
    let mut out = String::new();
    let mut line = |text: String| {
        // Writing into a String cannot fail.
        let _ = writeln!(out, "{text}");
    };
    line(String::new());
    line("Cicerone is running.".to_owned());
    line(String::new());
    let at = |url: &url::Url, path: &str| url.join(path).map_or_else(|_| url.to_string(), String::from);
    line(format!("  Console, on this machine    {}", at(app.links.local(), "console")));
    line(format!("  Review, on this machine     {}", at(app.links.local(), "review")));
    let phone = phone(server);
    line(format!("  Customer's page, on a phone {}", at(&phone.page, "j")));
    if let Some(trust) = &phone.trust {
        line(format!("  First time on that phone    {trust}  (explains the certificate)"));
    }
    if let Some(link) = &server.first_sign_in {
        line(String::new());
        line("  Nobody has signed in yet. Open this once, within a day, to become the administrator:".to_owned());
        line(format!("  {link}"));
    }
    line(String::new());
    if let Ok(code) = QrCode::new(phone.scan.as_bytes()) {
        line("  For a phone in the same network:".to_owned());
        line(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build());
    }
    out
}

struct Phone {
    /// Where its links lead.
    page: url::Url,
    /// The page that explains the certificate, where one needs explaining.
    trust: Option<String>,
    /// What the QR code holds.
    scan: String,
}

fn phone(server: &Server) -> Phone {
    let links = &server.app.links;
    let trust = match (server.app.authority(), links.network()) {
        (Some(_), Some(network)) => network.join("trust").ok().map(String::from),
        _ => None,
    };
    let page = links.phone();
    let scan = trust.clone().unwrap_or_else(|| links.base().to_string());
    Phone { page, trust, scan }
}
