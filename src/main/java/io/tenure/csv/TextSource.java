package io.tenure.csv;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read several times: a file, or the body of a request.
public interface TextSource {
    InputStream open() throws IOException;
}
