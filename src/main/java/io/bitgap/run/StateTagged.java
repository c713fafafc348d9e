package io.bitgap.run;

/** Something whose actions depend on its state. */
public interface StateTagged {
    /**
     * What decides about the actions, as a short text: it changes with the state, not with the progress. First part of the ETag;
     * {@link IfMatch} looks at no more.
     */
    String stateTag();
}
