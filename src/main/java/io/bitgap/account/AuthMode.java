package io.bitgap.account;

/** How people sign in ({@code BITGAP_AUTH}). */
public enum AuthMode {
    /** Nobody does: whoever reaches the service, on this machine alone, is its administrator. */
    LOCAL,
    /** With names and passwords that are kept here. */
    ACCOUNTS,
    /** With an OpenID Connect provider. */
    OIDC
}
