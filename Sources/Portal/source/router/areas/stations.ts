import "together/areas";
export { default as AddStationPage } from "../../onboarding/AddStationPage";
export { default as ConnectorsPage } from "../../connectors/ConnectorsPage";
export { default as InventoryPage } from "../../inventory/InventoryPage";
export { default as QuirksPage } from "../../quirks/QuirksPage";
export { default as StationPage } from "../../stations/StationPage";
export { default as StationsPage } from "../../stations/StationsPage";
