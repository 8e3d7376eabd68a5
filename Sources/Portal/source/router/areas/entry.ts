import "together/first";
export { default as ForgotPage } from "../../account/ForgotPage";
export { default as ImprintPage } from "../../legal/ImprintPage";
export { default as PrivacyPage } from "../../legal/PrivacyPage";
export { default as SetPasswordPage } from "../../account/SetPasswordPage";
export { default as SignInPage } from "../../account/SignInPage";
