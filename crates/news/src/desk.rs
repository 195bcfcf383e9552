//! The whole way: files in, dossier out.

use crate::claims::{Reading, Told};
use crate::cluster::clusters;
use crate::model::{Cluster, Dossier};
use crate::read::{Document, read};
use navicert_model::day::Day;
use std::collections::HashMap;

/// A file that was handed over.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// Its name, without the folder.
    pub name: &'i str,
    /// What is in it.
    pub bytes: &'i [u8],
}

/// Reads files and says what is in them.
///
/// The same files and the same library give the same dossier, on every machine.
pub fn desk(inputs: &[Input<'_>], library: &crate::library::Library) -> Dossier {
    let mut dossier = Dossier::default();
    let mut documents: Vec<Document> = Vec::new();
    for input in inputs {
        let (mut found, mut problems) = read(input.name, input.bytes);
        documents.append(&mut found);
        dossier.problems.append(&mut problems);
    }
    dossier.clusters = clusters(&documents);
    let borrowed = borrowed_days(&documents, &dossier.clusters);
    let mut told: Vec<Told> = Vec::new();
    for (document, day) in documents.iter().zip(&borrowed) {
        told.append(&mut Reading::of(document, *day).claims());
    }
    let ranks = crate::events::ranks(&documents);
    let mut events = crate::events::events(&mut told, &documents, library);
    crate::contradictions::find(&mut events, &told, &ranks, library);
    dossier.drafts = crate::drafts::drafts(&events, &told, library);
    dossier.events = events.into_iter().map(|event| event.event).collect();
    dossier.claims = told.into_iter().map(|one| one.claim).collect();
    dossier.articles = documents.into_iter().map(|document| document.article).collect();
    dossier
}

/// The day of each article; of one without a day that of a copy of the same text.
fn borrowed_days(documents: &[Document], clusters: &[Cluster]) -> Vec<Option<Day>> {
    let own =
        |document: &Document| document.article.date.as_deref().and_then(|day| Day::parse(day).ok());
    let by_id: HashMap<&str, &Document> =
        documents.iter().map(|d| (d.article.id.as_str(), d)).collect();
    let mut of_cluster: HashMap<&str, Option<Day>> = HashMap::new();
    for cluster in clusters {
        let day = cluster
            .articles
            .iter()
            .filter_map(|id| by_id.get(id.as_str()))
            .filter_map(|d| own(d))
            .min();
        for id in &cluster.articles {
            of_cluster.insert(id, day);
        }
    }
    documents
        .iter()
        .map(|d| own(d).or_else(|| of_cluster.get(d.article.id.as_str()).copied().flatten()))
        .collect()
}
