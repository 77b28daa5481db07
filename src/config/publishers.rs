//! Finding a publisher in the registry, by host or by name.

use std::cmp::Reverse;

use ahash::AHashMap as HashMap;

use super::PublisherRecord;

/// The registry, ready for look-ups.
#[derive(Debug)]
pub struct Publishers<'a> {
    records: &'a [PublisherRecord],
    /// Paths (perhaps empty) and their records by host, without `www.`; of those that match, the first one counts.
    by_host: HashMap<&'a str, Vec<(&'a str, usize)>>,
    by_name: HashMap<String, usize>,
}

impl<'a> Publishers<'a> {
    /// Indexes a registry.
    #[must_use]
    pub fn new(records: &'a [PublisherRecord]) -> Self {
        let mut by_host: HashMap<&str, Vec<(&str, usize)>> = HashMap::new();
        for (index, record) in records.iter().enumerate() {
            for entry in &record.hosts {
                let (host, path) = entry.split_once('/').filter(|(_, path)| !path.is_empty()).unwrap_or((entry, ""));
                by_host.entry(host).or_default().push((path, index));
            }
        }
        by_host.values_mut().for_each(|paths| paths.sort_by_key(|(path, index)| Reverse((path.len(), *index))));
        let by_name = records.iter().enumerate().map(|(i, r)| (r.name.to_lowercase(), i)).collect();
        Self { records, by_host, by_name }
    }

    /// The publisher of a page, by its canonical address without scheme: `example.com/blog/post`.
    ///
    /// The longest entry wins: a host with a path before the host alone, a subdomain before its parent.
    #[must_use]
    pub fn of_address(&self, address: &str) -> Option<&'a PublisherRecord> {
        if self.by_host.is_empty() {
            return None;
        }
        let address = &address[..address.find(['?', '#']).unwrap_or(address.len())];
        let (host, rest) = address.split_at(address.find(['/', ':']).unwrap_or(address.len()));
        let path = rest.find('/').map_or("", |at| &rest[at + 1..]);
        let mut domain = host;
        loop {
            if let Some(record) = self.of_domain(domain, path) {
                return Some(record);
            }
            domain = domain.split_once('.')?.1;
        }
    }

    fn of_domain(&self, domain: &str, path: &str) -> Option<&'a PublisherRecord> {
        let lies_below = |entry: &str| {
            entry.is_empty() || path.strip_prefix(entry).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let (_, found) = self.by_host.get(domain)?.iter().find(|(entry, _)| lies_below(entry))?;
        Some(&self.records[*found])
    }

    /// The publisher with this name, case ignored.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&'a PublisherRecord> {
        if self.by_name.is_empty() {
            return None;
        }
        self.by_name.get(&name.to_lowercase()).map(|found| &self.records[*found])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_entry_wins() {
        let record = |name: &str, hosts: &[&str]| PublisherRecord {
            name: name.into(),
            hosts: hosts.iter().map(|h| (*h).to_owned()).collect(),
            kind: None,
            country: None,
            access: None,
            url: None,
        };
        let records = [
            record("Hub", &["hub.example"]),
            record("Hub Blog", &["hub.example/blog"]),
            record("Lab", &["lab.hub.example"]),
        ];
        let publishers = Publishers::new(&records);
        let name = |address: &str| publishers.of_address(address).map(|r| r.name.to_string());
        assert_eq!(name("hub.example/x").as_deref(), Some("Hub"));
        assert_eq!(name("hub.example/blog/x").as_deref(), Some("Hub Blog"));
        assert_eq!(name("hub.example/blogger").as_deref(), Some("Hub"));
        assert_eq!(name("a.lab.hub.example/blog").as_deref(), Some("Lab"));
        assert_eq!(name("hub.example:8080/blog?x=/y").as_deref(), Some("Hub Blog"));
        assert_eq!(name("hub.example?x=/blog").as_deref(), Some("Hub"));
        assert_eq!(name("example/blog"), None);
    }
}
