import { useTranslation } from "react-i18next";
import { BackLink as Back } from "../../components/BackLink";

/** Back to all customers. */
export function BackLink() {
  const { t } = useTranslation();
  return <Back href="/customers">{t("customers.page.back")}</Back>;
}
