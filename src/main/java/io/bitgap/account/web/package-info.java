/** Signing in, one's own account, people and audit as pages and JSON. */
@NullMarked
package io.bitgap.account.web;

import org.jspecify.annotations.NullMarked;
