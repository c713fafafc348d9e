package io.bitgap.account;

import java.time.Duration;

/** After how long people have to sign in again ({@code BITGAP_SESSION_LASTS}). */
public record SessionLifetime(Duration duration) {}
