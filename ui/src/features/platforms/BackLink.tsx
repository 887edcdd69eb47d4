import { useTranslation } from "react-i18next";
import { BackLink as Back } from "../../components/BackLink";

/** Back to all platforms. */
export function BackLink() {
  const { t } = useTranslation();
  return <Back href="/platforms">{t("platforms.movements.back")}</Back>;
}
