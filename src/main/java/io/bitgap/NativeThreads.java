package io.bitgap;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Makes idle threads of the numeric libraries sleep instead of spin. They share the cores with web requests and the
 * database here; a spinning thread that waits for one that was descheduled makes training several times slower.
 *
 * <p>OpenMP reads its environment when it is loaded, and a JVM cannot change its own environment, hence the call into the C
 * library. A value that the user has set is kept.
 */
final class NativeThreads {
    private static final String VARIABLE = "OMP_WAIT_POLICY";

    private NativeThreads() {}

    /** The part of the C library that is called; public for JNA. */
    public interface CLibrary extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /** To be called before anything loads ND4J. */
    static void sleepWhenIdle() {
        if (!Platform.isWindows()) {
            Native.load(Platform.C_LIBRARY_NAME, CLibrary.class).setenv(VARIABLE, "PASSIVE", 0);
        }
    }
}
