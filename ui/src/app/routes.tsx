// The screens, in the order of the navigation.
import {
  IconCalendarRepeat,
  IconCash,
  IconChartBar,
  IconFileImport,
  IconPackage,
  IconReceipt,
  IconServer,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";
import NewSaleScreen from "../features/sales/NewSaleScreen";

export type Screen = {
  id: string;
  path: string;
  /** The paths that this screen draws itself, such as one sale's page. */
  match: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Key of its name. */
  name: string;
  /** The key that opens it, as shown. */
  shortcut?: string;
  component: ComponentType;
};

export const screens: readonly Screen[] = [
  {
    id: "new-sale",
    path: "/sales/new",
    match: "/sales/new",
    icon: IconCash,
    name: "app.nav.new_sale",
    shortcut: "F2",
    // Where the program starts: it comes with the page instead of after it.
    component: NewSaleScreen,
  },
  {
    id: "sales",
    path: "/sales",
    match: "/sales/:id?/:deed?",
    icon: IconReceipt,
    name: "app.nav.sales",
    component: lazy(() => import("../features/sales/SalesScreen")),
  },
  {
    id: "subscriptions",
    path: "/subscriptions",
    match: "/subscriptions",
    icon: IconCalendarRepeat,
    name: "app.nav.subscriptions",
    component: lazy(() => import("../features/subscriptions/SubscriptionsScreen")),
  },
  {
    id: "customers",
    path: "/customers",
    match: "/customers/:id?",
    icon: IconUsers,
    name: "app.nav.customers",
    component: lazy(() => import("../features/customers/CustomersScreen")),
  },
  {
    id: "platforms",
    path: "/platforms",
    match: "/platforms/:id?/:part?",
    icon: IconServer,
    name: "app.nav.platforms",
    component: lazy(() => import("../features/platforms/PlatformsScreen")),
  },
  {
    id: "products",
    path: "/products",
    match: "/products/:id?/:page?",
    icon: IconPackage,
    name: "app.nav.products",
    component: lazy(() => import("../features/catalog/ProductsScreen")),
  },
  {
    id: "reports",
    path: "/reports",
    match: "/reports/:id?",
    icon: IconChartBar,
    name: "app.nav.reports",
    component: lazy(() => import("../features/reports/ReportsScreen")),
  },
  {
    id: "import",
    path: "/import",
    match: "/import/:page?",
    icon: IconFileImport,
    name: "app.nav.import",
    component: lazy(() => import("../features/legacy/LegacyScreen")),
  },
  {
    id: "settings",
    path: "/settings",
    match: "/settings",
    icon: IconSettings,
    name: "app.nav.settings",
    component: lazy(() => import("../features/settings/SettingsScreen")),
  },
];

export const NEW_SALE = "/sales/new";
export const PLATFORMS = "/platforms";
