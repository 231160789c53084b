//! Keys and secrets.

use super::super::SigningKey;
use super::Backend;

pub(in crate::store) async fn the_signing_key_is_the_first_one_for_good<B: Backend>() {
    let backend = B::empty().await;
    let key = |name: &str| SigningKey { kid: name.to_owned(), pkcs8: name.as_bytes().to_vec() };
    assert_eq!(backend.store().signing_key(key("first"), 1).await.unwrap().kid, "first");
    let backend = backend.restarted().await;
    let kept = backend.store().signing_key(key("second"), 2).await.unwrap();
    assert_eq!((kept.kid.as_str(), kept.pkcs8.as_slice()), ("first", b"first".as_slice()));
}

pub(in crate::store) async fn a_secret_is_the_first_of_its_name_for_good<B: Backend>() {
    let backend = B::empty().await;
    assert_eq!(backend.store().secret("one", [1; 32]).await.unwrap(), [1; 32]);
    let backend = backend.restarted().await;
    assert_eq!(backend.store().secret("one", [2; 32]).await.unwrap(), [1; 32]);
    assert_eq!(backend.store().secret("other", [2; 32]).await.unwrap(), [2; 32]);
}
