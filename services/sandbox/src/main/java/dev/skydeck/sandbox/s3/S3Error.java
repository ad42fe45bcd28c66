package dev.skydeck.sandbox.s3;

/** An answer that S3 gives as an error document. */
final class S3Error extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    S3Error(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static S3Error noSuchKey() {
        return new S3Error(404, "NoSuchKey", "The specified key does not exist.");
    }

    static S3Error noSuchBucket() {
        return new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
    }

    static S3Error preconditionFailed() {
        return new S3Error(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    static S3Error invalid(String message) {
        return new S3Error(400, "InvalidArgument", message);
    }

    static S3Error notImplemented(String what) {
        return new S3Error(501, "NotImplemented", "The sandbox's S3 server has no " + what + ".");
    }

    int status() {
        return status;
    }

    String xml(String resource) {
        return new Xml("Error")
                .text("Code", code)
                .text("Message", String.valueOf(getMessage()))
                .text("Resource", resource)
                .end();
    }
}
