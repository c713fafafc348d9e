package io.bitgap.training;

/** A part of a training with a state of its own, without which a resumed run could not go on as if it had never stopped. */
interface Remembering {
    /** Of its entry in a checkpoint. */
    String name();

    /** Its state at the end of an epoch, while the network is as it is saved. */
    byte[] remember();

    /** @param memory what {@link #remember} gave, when the network was as it is now */
    void recall(byte[] memory);
}
