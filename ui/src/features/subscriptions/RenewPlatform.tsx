import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Id, QuoteLine } from "../../api";
import { useOfferLabel } from "../sales/useOfferLabel";

type Props = {
  line: QuoteLine;
  /** Where it runs now: there the customer has his access already. */
  present: Id | null;
  value: Id | null;
  onChange: (platform: Id | null) => void;
  error: string | undefined;
};

/** Whose credit the renewal takes, where several platforms offer the product. */
export function RenewPlatform({ line, present, value, onChange, error }: Props) {
  const { t } = useTranslation();
  const label = useOfferLabel();
  const taken = value ?? line.platform_id;
  return (
    <div data-place="lines.0.platform">
      <Select
        label={t("sales.new.platform")}
        data={line.offers.map((offer) => ({
          value: offer.platform_id,
          label: label(offer.platform, offer),
        }))}
        value={taken}
        onChange={onChange}
        allowDeselect={false}
        description={
          taken !== null && taken === present ? t("subscriptions.renew.samePlatform") : undefined
        }
        inputWrapperOrder={["label", "input", "description", "error"]}
        error={error}
        data-testid="renew-platform"
      />
    </div>
  );
}
