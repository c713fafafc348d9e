package io.bitgap.worker;

/**
 * How a process ended, for people.
 *
 * @param code its exit code; 128 and more is 128 and the number of the signal that ended it
 */
record ProcessEnd(int code) {
    /** A worker that could not stop a run's native code ends itself with this one. */
    static final int STUCK = 75;

    /** A worker ends itself with this one where a run that was canceled or paused did not stop. */
    static final int GAVE_WAY = 76;

    private static final int SIGNAL = 128;

    /** As a shell tells SIGTERM. */
    static final int TERMINATED = SIGNAL + 15;

    /** {@code its process was killed (signal 9), as the kernel does when memory is short}. */
    String words() {
        return switch (code) {
            case 0 -> "its process ended";
            case STUCK -> "its process ended itself, because a run in it made no progress";
            case GAVE_WAY -> "its process ended itself, because a run that was canceled or paused did not stop";
            case SIGNAL + 4 -> "its process crashed on an instruction that the processor does not know (signal 4)";
            case SIGNAL + 6 -> "its process aborted (signal 6), as native code does that finds its memory damaged";
            case SIGNAL + 7 -> "its process crashed (signal 7), as happens when a disk is full under a mapped file";
            case SIGNAL + 9 -> "its process was killed (signal 9), as the kernel does when memory is short";
            case SIGNAL + 11 -> "its process crashed in native code (signal 11)";
            case TERMINATED -> "its process was asked to end (signal 15)";
            default ->
                code > SIGNAL
                        ? "its process was ended by signal " + (code - SIGNAL)
                        : "its process ended with exit code " + code;
        };
    }
}
