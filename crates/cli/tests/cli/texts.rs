//! Every error and every check has its sentence in every language, made of what it holds.

use std::collections::BTreeMap;

use rasid_core::ErrorCode;

use crate::harness::Shop;

const SETTINGS: [(&str, &str); 3] = [
    ("fr", include_str!("../../../../ui/src/locales/fr/settings.json")),
    ("ar", include_str!("../../../../ui/src/locales/ar/settings.json")),
    ("en", include_str!("../../../../ui/src/locales/en/settings.json")),
];
const TEXTS: [(&str, &str); 3] = [
    ("fr", include_str!("../../../../ui/src/locales/fr/errors.json")),
    ("ar", include_str!("../../../../ui/src/locales/ar/errors.json")),
    ("en", include_str!("../../../../ui/src/locales/en/errors.json")),
];

/// What the core always gives with a code.
fn details(code: ErrorCode) -> &'static [&'static str] {
    use ErrorCode::{
        AdvanceShort, AlreadyCancelled, AlreadyRenewed, AmbiguousName, Archived, BackupDamaged, BadDate, BadNumber,
        BalanceMoved, BelowCost, BookBusy, BookDamaged, BookExists, BookLocked, BookMissing, BookNewer, BookNotEmpty,
        Bug, CodeNotFree, CodesShort, CorrectionTooLate, CustomerMerged, CustomerRequired, DayClosed, DiskFull,
        FileEmpty, FileExists, FileLeftAside, FileMissing, FileNotText, FileTooLarge, FileUnreadable, FileUnrecognised,
        FileWebPage, FileWithoutPlatform, FileWithoutTable, FileWriteFailed, FutureDate, GapUnexplained, ImportRefused,
        ImportUndone, InUse, InsufficientCredit, JsonDamaged, KeyReused, MethodNeeded, MissingRequired, NameTaken,
        NoTerm, NotABook, NothingOwed, NothingToChange, OutOfRange, Overflow, Overpaid, PlatformUnit, ReadOnly,
        SaleImported, SubscriptionCancelled, SubscriptionEnded, SubscriptionPaused, SubscriptionRuns, TillMoved,
        TooPrecise, UnknownCode, UnknownCustomer, UnknownImport, UnknownMethod, UnknownOffer, UnknownPayment,
        UnknownPlatform, UnknownProduct, UnknownSale, UnknownSubscription, WorkbookDamaged, WorkbookOld,
        WorkbookProtected, WrongUsage,
    };
    match code {
        BadNumber | BadDate => &["field", "value"],
        // The limits are made of what it says of the least and the most.
        OutOfRange => &["field", "value", "limits"],
        FutureDate => &["field", "value", "today"],
        MissingRequired | CustomerRequired => &["field"],
        TooPrecise => &["field", "value", "decimals"],
        UnknownPlatform | UnknownProduct | UnknownCustomer | UnknownSale | UnknownMethod | UnknownSubscription
        | UnknownCode | UnknownImport | CodeNotFree | CustomerMerged | MethodNeeded => &["value"],
        UnknownOffer => &["product", "platform", "value"],
        PlatformUnit => &["platform", "unit", "currency"],
        AmbiguousName | NameTaken | Archived | InUse => &["entity", "value"],
        InsufficientCredit => &["platform", "unit", "needed", "available", "missing"],
        BelowCost => &["product", "price", "cost"],
        AlreadyCancelled | SaleImported => &["number"],
        SubscriptionCancelled | SubscriptionPaused | SubscriptionRuns | NoTerm => &["product"],
        SubscriptionEnded => &["product", "ends_on"],
        CodesShort => &["product", "needed", "available"],
        TillMoved => &["method", "seen", "expected"],
        GapUnexplained => &["method", "gap"],
        DayClosed => &["value", "closed"],
        AlreadyRenewed | CorrectionTooLate => &["product", "number"],
        AdvanceShort => &["credit", "amount"],
        NothingOwed => &["number"],
        BalanceMoved => &["platform", "seen", "balance"],
        Overpaid => &["number", "debt", "amount"],
        KeyReused => &["key"],
        BookExists | BookMissing | NotABook | BookBusy | BookLocked | ReadOnly | DiskFull => &["path"],
        BookDamaged => &["path", "detail"],
        BookNewer => &["path", "version", "known"],
        FileMissing | FileEmpty | FileExists | FileLeftAside | FileNotText | FileWithoutPlatform | FileWithoutTable
        | FileWebPage | WorkbookOld | WorkbookProtected => &["file"],
        JsonDamaged => &["file", "line", "detail"],
        FileUnreadable | FileWriteFailed | BackupDamaged | WorkbookDamaged => &["file", "detail"],
        FileUnrecognised => &["file", "columns"],
        FileTooLarge => &["file", "max"],
        ImportUndone => &["value", "date"],
        ImportRefused | WrongUsage | Bug => &["detail"],
        UnknownPayment | Overflow | NothingToChange | BookNotEmpty => &[],
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    text.split("{{").skip(1).map(|part| part.split_once("}}").expect(text).0.trim()).collect()
}

#[test]
fn every_code_has_a_text_in_every_language() {
    for (language, json) in TEXTS {
        let texts: BTreeMap<String, String> = serde_json::from_str(json).unwrap();
        for code in ErrorCode::ALL {
            assert!(texts.get(code.as_str()).is_some_and(|t| !t.trim().is_empty()), "{language}: {code}");
        }
        assert_eq!(texts.len(), ErrorCode::ALL.len(), "{language}: texts without a code");
    }
}

#[test]
fn texts_name_nothing_that_the_error_does_not_hold() {
    let mut wrong = Vec::new();
    for (language, json) in TEXTS {
        let texts: BTreeMap<String, String> = serde_json::from_str(json).unwrap();
        for code in ErrorCode::ALL {
            let unknown = placeholders(&texts[code.as_str()]).into_iter().filter(|p| !details(*code).contains(p));
            wrong.extend(unknown.map(|placeholder| format!("{language} {code}: {placeholder}")));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// Every check of a verification is said in words, and no words are left for what is not checked.
#[test]
fn every_check_has_a_text_in_every_language() {
    let report = Shop::new().json(&["verify"]).done();
    let mut made: Vec<&str> = report["checks"].as_array().unwrap().iter().filter_map(|c| c["name"].as_str()).collect();
    // Said where a row cannot even be read.
    made.push("readable");
    made.sort_unstable();
    for (language, json) in SETTINGS {
        let texts: serde_json::Value = serde_json::from_str(json).unwrap();
        let checks = texts["verify"]["checks"].as_object().unwrap();
        let mut said: Vec<&str> = checks.keys().map(String::as_str).collect();
        said.sort_unstable();
        assert_eq!(said, made, "{language}");
    }
}
