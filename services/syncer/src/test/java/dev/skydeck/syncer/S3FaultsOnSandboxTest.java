package dev.skydeck.syncer;

import java.nio.file.Path;

class S3FaultsOnSandboxTest extends S3FaultsContract {
    @Override
    S3Server start(Path folder) throws Exception {
        return SandboxS3.start(folder);
    }
}
