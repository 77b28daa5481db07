//! The rule that says what editors have to say about hosts.

use url::Url;

use super::{Checked, Found, Report};
use crate::config::HostPolicy;
use crate::content::identity::{canonical, host_of};

pub(super) fn policy(checked: &Checked<'_>, report: &mut Report<'_>) {
    let policies = &checked.site.config.check.hosts;
    if policies.is_empty() {
        return;
    }
    for document in &checked.documents {
        for url in document.urls() {
            let Ok(parsed) = Url::parse(&url.text) else { continue };
            let identity = canonical(&parsed, &[]);
            let Some(policy) = policies.iter().find(|policy| covers(policy, &parsed, &identity)) else { continue };
            let message = format!("this leads to {}", policy.host);
            let found = Found::new(document.file, url.part(url.host()), message, &*policy.message);
            report.add(found.level(policy.level));
        }
    }
}

/// Whether a policy is about the host of a URL, also under another name of it, which its identity has: `x.com` covers
/// twitter.com.
fn covers(policy: &HostPolicy, url: &Url, identity: &str) -> bool {
    let known = host_of(identity);
    let is_below =
        |host: &str| host.strip_suffix(&*policy.host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    url.host_str().is_some_and(is_below) || is_below(known)
}
