import { createRoot } from "react-dom/client";
import { Router } from "./shell/Router";

const root = document.getElementById("portal");
if (root) createRoot(root).render(<Router />);
