package io.bitgap.account;

import java.time.Duration;

/**
 * What pages have to know of how people sign in.
 *
 * @param sessionLasts after which they have to do so again ({@code BITGAP_SESSION_LASTS})
 * @param elsewhere origin of the provider, where signing out leads; "" where there is none
 */
public record SignInRules(Duration sessionLasts, String elsewhere) {}
