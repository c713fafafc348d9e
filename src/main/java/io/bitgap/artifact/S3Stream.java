package io.bitgap.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/** Streams an object; what has not been read when it is closed is never transferred. */
final class S3Stream extends FilterInputStream {
    private final ResponseInputStream<?> object;
    private final S3Location location;
    private boolean ended;

    S3Stream(ResponseInputStream<?> object, S3Location location) {
        super(object);
        this.object = object;
        this.location = location;
    }

    @Override
    public int read() throws IOException {
        try {
            return noted(super.read());
        } catch (SdkException e) {
            throw brokenOff(e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return noted(super.read(into, offset, length));
        } catch (SdkException e) {
            throw brokenOff(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            object.abort();
        }
        super.close();
    }

    private int noted(int read) {
        ended |= read < 0;
        return read;
    }

    private IOException brokenOff(SdkException cause) {
        return new IOException("The download from " + location + " broke off: " + cause.getMessage(), cause);
    }
}
