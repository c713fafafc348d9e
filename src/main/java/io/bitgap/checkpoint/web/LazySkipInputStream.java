package io.bitgap.checkpoint.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An input stream whose {@code skip} only moves the offset: Spring skips to the start of a range, and nothing before it is
 * fetched.
 */
final class LazySkipInputStream extends InputStream {
    private final long size;
    private final LongFunction<InputStream> source;
    private long position;

    @Nullable
    private InputStream open;

    /** @param source opens the bytes from an offset on */
    LazySkipInputStream(long size, LongFunction<InputStream> source) {
        this.size = size;
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = opened().read(into, offset, length);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = Math.max(0, Math.min(bytes, size - position));
        if (skipped > 0) {
            close();
            position += skipped;
        }
        return skipped;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private InputStream opened() {
        if (open == null) {
            open = source.apply(position);
        }
        return open;
    }
}
