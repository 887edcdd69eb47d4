import { Text, TextInput } from "@mantine/core";
import { IconUser, IconUserPlus } from "@tabler/icons-react";
import type { KeyboardEvent, Ref } from "react";
import { useTranslation } from "react-i18next";
import { api, type Customer, type Money } from "../../api";
import { usePhoneExample } from "../../app/countries";
import { Amount, foldText, PhoneText } from "../../components";
import { isZero } from "../../format";
import type { DraftCustomer } from "./draft";
import { SearchPicker } from "./SearchPicker";
import classes from "./sales.module.css";

const SHOWN = 8;

type Option = { kind: "known"; customer: Customer } | { kind: "new"; name: string };

async function searchCustomers(text: string): Promise<Option[]> {
  const query = { search: text, archived: false, with_debt: false, after: null, limit: SHOWN };
  const { rows } = await api.customersPage(query);
  const known: Option[] = rows.map((customer) => ({ kind: "known", customer }));
  const named = rows.some((customer) => foldText(customer.name) === foldText(text));
  return text === "" || named ? known : [...known, { kind: "new", name: text }];
}

type CustomerOptionProps = {
  option: Option;
  /** What he owes already, where it is not simply all his debt. */
  owed?: (customer: Customer) => Money;
};

export function CustomerOption({ option, owed }: CustomerOptionProps) {
  const { t } = useTranslation();
  if (option.kind === "new") {
    return (
      <>
        <Text span size="sm" fw={500} className={classes.optionText}>
          {t("sales.new.customerNew", { name: option.name })}
        </Text>
        <IconUserPlus size={16} aria-hidden />
      </>
    );
  }
  const { name, phone } = option.customer;
  const debt = owed?.(option.customer) ?? option.customer.debt;
  return (
    <>
      <span className={classes.optionText}>
        <Text span display="block" size="sm" fw={500}>
          <bdi>{name}</bdi>
        </Text>
        {phone && (
          <Text span display="block" size="xs" c="dimmed">
            <PhoneText value={phone} />
          </Text>
        )}
      </span>
      {!isZero(debt) && (
        <Text span size="xs" c="dimmed" className={classes.optionEnd}>
          {t("sales.new.customerOwes")} <Amount value={debt} />
        </Text>
      )}
    </>
  );
}

type StandingProps = { customer: DraftCustomer; owed: (customer: Customer) => Money };

function Standing({ customer, owed }: StandingProps) {
  const { t } = useTranslation();
  if (customer.kind === "new") return <>{t("sales.new.customerNewHint")}</>;
  if (customer.kind === "passing") return null;
  const { phone, credit } = customer.customer;
  const debt = owed(customer.customer);
  return (
    <>
      {phone && <PhoneText value={phone} />}
      {!isZero(debt) && (
        <>
          {phone && " · "}
          {t("sales.new.customerOwes")} <Amount value={debt} />
        </>
      )}
      {!isZero(credit) && (
        <>
          {" · "}
          {t("sales.new.customerAdvance")} <Amount value={credit} />
        </>
      )}
    </>
  );
}

type CustomerPickerProps = {
  customer: DraftCustomer;
  /** What he owes already. */
  owed: (customer: Customer) => Money;
  text: string;
  onText: (text: string) => void;
  onCustomer: (customer: DraftCustomer, text: string, later: boolean) => void;
  onSkip: () => void;
  onPicking: (choice: Promise<void>) => void;
  error?: string | undefined;
  phoneError?: string | undefined;
  inputRef: Ref<HTMLInputElement>;
  phoneRef: Ref<HTMLInputElement>;
  onPhoneEnter: () => void;
};

/** Who buys: empty for a passing customer, a known one by a part of the name or phone, or a new one. */
export function CustomerPicker(props: CustomerPickerProps) {
  const { t } = useTranslation();
  const { customer, owed, onCustomer } = props;
  const phone = usePhoneExample();
  const known = customer.kind === "known" ? customer.customer : null;
  const described =
    customer.kind === "new" ||
    (known && (known.phone || !isZero(owed(known)) || !isZero(known.credit)));
  const onPhoneKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey) return;
    event.preventDefault();
    props.onPhoneEnter();
  };
  return (
    <>
      <div data-place="customer">
        <SearchPicker<Option>
          label={t("sales.new.customer")}
          placeholder={t("sales.new.customerPlaceholder")}
          none=""
          text={props.text}
          onText={props.onText}
          chosen={customer.kind !== "passing"}
          room="customers"
          name="customers-to-sell-to"
          search={searchCustomers}
          optionKey={(option) => (option.kind === "known" ? option.customer.id : "new")}
          option={(option) => <CustomerOption option={option} owed={owed} />}
          onPick={(option, later) => {
            if (option.kind === "known") onCustomer(option, option.customer.name, later);
            else onCustomer({ ...option, phone: "" }, option.name, later);
          }}
          onSkip={props.onSkip}
          onPicking={props.onPicking}
          description={described ? <Standing customer={customer} owed={owed} /> : undefined}
          error={props.error}
          inputRef={props.inputRef}
          leftSection={<IconUser size={16} aria-hidden />}
          data-testid="sale-customer"
        />
      </div>
      {customer.kind === "new" && (
        <div data-place="phone">
          <TextInput
            ref={props.phoneRef}
            label={t("sales.new.phone")}
            placeholder={t("sales.new.phonePlaceholder", phone)}
            dir="ltr"
            inputMode="tel"
            autoComplete="off"
            value={customer.phone}
            error={props.phoneError}
            onChange={(event) =>
              onCustomer({ ...customer, phone: event.currentTarget.value }, props.text, true)
            }
            onKeyDown={onPhoneKey}
            data-testid="sale-phone"
          />
        </div>
      )}
    </>
  );
}
