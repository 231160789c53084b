//! The addresses that links carry and that are printed at start. Never taken from a request's `Host`, which anybody can forge.

use std::net::{IpAddr, SocketAddr};

use url::Url;

use crate::addresses;

/// Where this server is reached.
#[derive(Debug, Clone)]
pub struct Links {
    base: Url,
    /// The operator said what `base` is.
    configured: bool,
    local: Url,
    network: Option<Url>,
    secure: Option<(Url, u16)>,
}

impl Links {
    /// From the configured address, or else from where the listeners are bound and which addresses are up.
    pub fn new(public_url: Option<&Url>, http: Option<SocketAddr>, https: Option<SocketAddr>) -> Self {
        let up = addresses::up();
        let at = |scheme: &str, listener: Option<SocketAddr>| {
            let listener = listener?;
            let ip = if listener.ip().is_unspecified() { up.first().copied() } else { Some(listener.ip()) };
            url(scheme, ip.filter(|ip| !ip.is_loopback())?, listener.port())
        };
        let here = |scheme: &str, listener: Option<SocketAddr>| {
            let listener = listener?;
            let ip = listener.ip();
            if ip.is_unspecified() || ip.is_loopback() {
                Url::parse(&format!("{scheme}://localhost:{}", listener.port())).ok()
            } else {
                url(scheme, ip, listener.port())
            }
        };
        // Plain HTTP is a secure context on localhost, and needs no certificate there.
        let local = here("http", http).or_else(|| here("https", https));
        let local = local.unwrap_or_else(|| Url::parse("http://localhost").expect("this is a URL"));
        let secure = at("https", https).or_else(|| here("https", https));
        let base = public_url.cloned().or_else(|| at("https", https)).unwrap_or_else(|| local.clone());
        Self {
            base,
            configured: public_url.is_some(),
            local,
            network: at("http", http),
            secure: https.and_then(|https| Some((secure?, https.port()))),
        }
    }

    /// What links to customers and staff begin with; ends with `/`.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// A link to a page with a secret in its fragment, which browsers do not send and servers do not log.
    pub fn with_fragment(&self, path: &str, fragment: &str) -> Url {
        let mut link = self.base.clone();
        link.set_path(path);
        link.set_fragment(Some(fragment));
        link
    }

    /// The page on which a member of staff uses a one-time link up.
    pub fn sign_in(&self, token: &str) -> Url {
        self.with_fragment("/console", &format!("link={token}"))
    }

    /// The same for the one who starts the server for the first time: on this machine, unless the operator named an address,
    /// because there no certificate stands in the way.
    pub fn first_sign_in(&self, token: &str) -> Url {
        let mut link = self.sign_in(token);
        if !self.configured {
            let fragment = link.fragment().map(str::to_owned);
            link = self.local.clone();
            link.set_path("/console");
            link.set_fragment(fragment.as_deref());
        }
        link
    }

    /// What a customer's phone opens: the operator's address, or else HTTPS in this network, without which a browser shows no camera.
    pub fn phone(&self) -> Url {
        if self.configured { self.base.clone() } else { self.secure(None) }
    }

    /// This server from this machine.
    pub fn local(&self) -> &Url {
        &self.local
    }

    /// This server's plain HTTP from the same network, if it listens there.
    pub fn network(&self) -> Option<&Url> {
        self.network.as_ref()
    }

    /// This server's HTTPS at the address that a client has just reached, or at the first one that is up.
    pub fn secure(&self, reached: Option<IpAddr>) -> Url {
        match (&self.secure, reached) {
            (Some((_, port)), Some(ip)) if !ip.is_loopback() => url("https", ip, *port),
            _ => None,
        }
        .or_else(|| self.secure.as_ref().map(|(url, _)| url.clone()))
        .unwrap_or_else(|| self.base.clone())
    }
}

fn url(scheme: &str, ip: IpAddr, port: u16) -> Option<Url> {
    Url::parse(&format!("{scheme}://{}", SocketAddr::new(ip, port))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configured_address_wins() {
        let public = Url::parse("https://help.example.org").unwrap();
        let links = Links::new(Some(&public), Some("[::]:8080".parse().unwrap()), None);
        let link = links.with_fragment("/j", "secret");
        assert_eq!(link.as_str(), "https://help.example.org/j#secret");
        assert_eq!(links.local().as_str(), "http://localhost:8080/");
    }

    #[test]
    fn loopback_listeners_give_links_for_this_machine_only() {
        let links = Links::new(None, Some("127.0.0.1:80".parse().unwrap()), Some("127.0.0.1:443".parse().unwrap()));
        assert_eq!(links.base().as_str(), "http://localhost/");
        assert!(links.network().is_none());
        assert_eq!(links.secure(None).as_str(), "https://localhost/");
    }

    #[test]
    fn a_phone_is_sent_to_the_address_that_it_has_reached() {
        let links = Links::new(None, Some("[::]:8080".parse().unwrap()), Some("[::]:8443".parse().unwrap()));
        let reached = "192.0.2.7".parse().unwrap();
        assert_eq!(links.secure(Some(reached)).as_str(), "https://192.0.2.7:8443/");
    }
}
