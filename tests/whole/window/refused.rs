//! Amounts and days that can't be, and what somebody else did meanwhile: said clearly, nothing half done.

use fantoccini::key::Key;

use super::driver::Window;
use super::shop::Shop;
use super::typed_sale::{self, AMINE, IPTV};
use super::words::{Speech, in_both_languages};

in_both_languages!(what_can_not_be_is_refused_and_changes_nothing);

async fn what_can_not_be_is_refused_and_changes_nothing(speech: Speech) {
    let shop = Shop::new(speech);
    shop.sells();
    shop.deposits("24", "5760");
    let before = shop.day(28);
    shop.does(&["sale", "record", "IPTV 30 jours", "--customer", "Amine B.", "--paid", "0", "--date", &before]);
    let Some(window) = shop.window().await else { return };
    a_deposit(&window, &shop).await;
    a_payment(&window, speech).await;
    a_renewal_of_what_was_cancelled(&window, &shop).await;
    a_sale(&window, &shop).await;
    shop.panel_holds("16.00", "3840.00");
    the_last_credit(&window, &shop).await;
    window.close().await;
    shop.panel_holds("0.00", "0.00");
    shop.customer_stands("Amine B.", "4500.00", "0.00");
    let statement = shop.does(&["customer", "statement", "Amine B."]);
    assert_eq!(statement["lines"].as_array().unwrap().len(), 1, "{statement}");
    let movements = shop.does(&["platform", "movements", "Panel"]);
    assert_eq!(movements["movements"].as_array().unwrap().len(), 3, "{movements}");
    shop.is_right();
}

/// What is said of an amount that is too small.
fn too_small(speech: Speech, value: &str, field: &str) -> String {
    let field = speech.said(&format!("common.fields.{field}"));
    let whole = speech.said_of("errors.out_of_range", &[("value", value), ("field", &field), ("limits", "")]);
    whole.trim().to_owned()
}

/// Typed, sent with Enter, and refused with a sentence.
async fn refuses(window: &Window, testid_or_label: Field<'_>, typed: &str, sentence: &str) {
    let field = match testid_or_label {
        Field::Testid(testid) => window.find(testid).await,
        Field::Label(label) => window.labelled(label).await,
    };
    window.type_over(&field, typed).await;
    field.send_keys(&char::from(Key::Enter).to_string()).await.unwrap();
    window.sees(sentence).await;
}

#[derive(Clone, Copy)]
enum Field<'a> {
    Testid(&'a str),
    Label(&'a str),
}

async fn give_up(window: &Window) {
    window.press(Key::Escape).await;
    window.click("confirm").await;
    window.dialog_closed().await;
}

async fn a_deposit(window: &Window, shop: &Shop) {
    let speech = shop.speech;
    window.click("nav-platforms").await;
    window.click_on_card("Panel", &speech.said_of("platforms.card.depositOf", &[("name", "Panel")])).await;
    window.fill(&speech.said("platforms.deposit.cost"), "100").await;
    let credit = speech.said("platforms.deposit.credit");
    for (typed, read) in [("0", "0"), ("-5", "\u{2212}5")] {
        refuses(window, Field::Label(&credit), typed, &too_small(speech, read, "credit")).await;
    }
    window.picture(&speech.picture("negative-deposit")).await;
    window.retype(&credit, "5").await;
    let date = speech.said("platforms.deposit.date");
    let tomorrow = shop.day_typed(-1);
    let future = speech.said_of("errors.future_date", &[("value", &tomorrow)]);
    refuses(window, Field::Label(&date), &tomorrow, &future).await;
    window.picture(&speech.picture("future-deposit")).await;
    give_up(window).await;
}

/// Of a debt of 4 500.00.
async fn a_payment(window: &Window, speech: Speech) {
    window.click("nav-customers").await;
    window.click_row_with("Amine B.").await;
    window.click("customer-collect").await;
    window.focused("collect-amount").await;
    let amount = Field::Testid("collect-amount");
    for (typed, read) in [("0", "0,00"), ("-50", "\u{2212}50,00")] {
        refuses(window, amount, typed, &too_small(speech, read, "amount")).await;
    }
    window.picture(&speech.picture("negative-payment")).await;
    let keep = speech.said("customers.collect.keepRest");
    let way_out = [("box", keep.as_str()), ("debt", &speech.money("4 500,00"))];
    refuses(window, amount, "9000", &speech.said_of("customers.collect.tooMuch", &way_out)).await;
    give_up(window).await;
    window.reads("customer-debt", &speech.money("4 500,00")).await;
}

/// The renewal stands ready when the subscription is cancelled elsewhere.
async fn a_renewal_of_what_was_cancelled(window: &Window, shop: &Shop) {
    let speech = shop.speech;
    window.click("nav-subscriptions").await;
    window.click("stage-days3").await;
    window.click("renew-1").await;
    window.reads("renew-facts", &speech.money("1 920,00")).await;
    shop.does(&["subscription", "cancel", "1", "--reason", "le client arrête"]);
    window.find("renew-amount").await.send_keys(&char::from(Key::Enter).to_string()).await.unwrap();
    let gone = [("product", "IPTV 30 jours")];
    window.sees(&speech.said_of("errors.subscription_cancelled", &gone)).await;
    window.picture(&speech.picture("renew-cancelled")).await;
    window.press(Key::Escape).await;
    window.dialog_closed().await;
}

async fn a_sale(window: &Window, shop: &Shop) {
    let speech = shop.speech;
    typed_sale::add(window, IPTV).await;
    typed_sale::to(window, AMINE).await;
    let received = Field::Testid("sale-received-0");
    refuses(window, received, "-100", &too_small(speech, "\u{2212}100,00", "amount")).await;
    window.overtype("sale-received-0", "4500").await;
    let quantity = speech.said("sales.new.quantity");
    for (typed, read) in [("0", "0"), ("-1", "\u{2212}1")] {
        window.retype(&quantity, typed).await;
        window.press_with(Key::Control, Key::Enter).await;
        window.sees(&too_small(speech, read, "quantity")).await;
    }
    window.picture(&speech.picture("negative-quantity")).await;
    window.retype(&quantity, "1").await;
    // With the refusal gone the page moves no more under what is pressed next.
    window.reads("sale-line-0-total", &speech.money("4 500,00")).await;
    window.click_words(&speech.said("sales.new.more")).await;
    let (date, tomorrow) = (speech.said("sales.new.date"), shop.day_typed(-1));
    let future = speech.said_of("errors.future_date", &[("value", &tomorrow)]);
    window.retype(&date, &tomorrow).await;
    window.press_with(Key::Control, Key::Enter).await;
    window.sees(&future).await;
    window.picture(&speech.picture("future-sale")).await;
    window.retype(&date, &shop.day_typed(0)).await;
}

/// The sale is typed when somebody else sells all the credit that is left.
async fn the_last_credit(window: &Window, shop: &Shop) {
    let speech = shop.speech;
    window.reads("sale-total", &speech.money("4 500,00")).await;
    shop.does(&["sale", "record", "IPTV 30 jours", "--qty", "2"]);
    window.press_with(Key::Control, Key::Enter).await;
    let short = [("platform", "Panel"), ("unit", "USD"), ("needed", "8"), ("available", "0"), ("missing", "8")];
    window.reads("credit-notice", &speech.said_of("errors.insufficient_credit", &short)).await;
    window.picture(&speech.picture("last-credit")).await;
}
