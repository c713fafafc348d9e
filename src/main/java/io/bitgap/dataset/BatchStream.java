package io.bitgap.dataset;

import java.util.Iterator;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The batches of one pass over a split, prepared on a thread of their own. Features are FLOAT [batch, height, width,
 * channels], normalized; labels FLOAT [batch, classes], one-hot unless they are smoothed or mixed. A batch is valid
 * until the one after the next is asked for: its memory is reused. For one consuming thread.
 */
public interface BatchStream extends Iterator<DataSet>, AutoCloseable {
    /** Number of batches in all. */
    int batches();

    /**
     * Stops the preparing thread; batches that were not taken are dropped. The memory of all batches is given back, so
     * none may be used afterwards. Closing twice is harmless.
     */
    @Override
    void close();
}
